package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts of the report are formatted as Prettier formats them with the options of
 * .prettierrc.json. Prettier runs in the browser of the tests, so that nobody needs Node.
 *
 * <p>With {@code -Dthalweg.format=true} the test formats the scripts.
 */
class JavaScriptFormatTest {

  private static final Path SCRIPTS =
      Path.of("src/main/resources/io/thalweg/workbench/output/report");
  private static final Path OPTIONS = Path.of("../.prettierrc.json");
  private static final String PLANTED = "const  é = (x) =>\n  x+1";

  private static final String PAGE =
      """
      <!doctype html>
      <script src="standalone.js"></script>
      <script src="acorn.js"></script>
      <script src="estree.js"></script>
      <script>document.documentElement.dataset.ready = "true";</script>
      """;
  private static final String FORMAT =
      """
      (({ options, texts }) => {
        const plugins = [prettierPlugins.acorn, prettierPlugins.estree];
        return Promise.all(
          texts.map(text => prettier.format(text, { ...options, parser: "acorn", plugins })));
      })(%s)
      """;

  @TempDir private static Path folder;

  private static Map<Path, String> scripts;
  private static List<String> formatted;

  @BeforeAll
  static void format() throws IOException, InterruptedException {
    scripts = scripts();
    List<String> texts = new ArrayList<>(scripts.values());
    texts.add(PLANTED);
    for (String script : List.of("standalone.js", "plugins/acorn.js", "plugins/estree.js")) {
      try (InputStream in = resource("META-INF/resources/webjars/prettier/%s/" + script)) {
        Files.copy(in, folder.resolve(script.substring(script.indexOf('/') + 1)));
      }
    }
    formatted = new ArrayList<>();
    try (Browser browser = Browser.start(folder);
        Page page = browser.open(PAGE)) {
      page.evaluate(FORMAT.formatted(input(texts))).forEach(text -> formatted.add(text.asText()));
    }
  }

  /** Opens a resource of the Prettier on the class path; %s stands for its version. */
  private static InputStream resource(String name) throws IOException {
    Properties properties = new Properties();
    ClassLoader loader = JavaScriptFormatTest.class.getClassLoader();
    String pom = "META-INF/maven/org.webjars.npm/prettier/pom.properties";
    try (InputStream in = loader.getResourceAsStream(pom)) {
      properties.load(in);
    }
    return loader.getResourceAsStream(name.formatted(properties.getProperty("version")));
  }

  private static String input(List<String> texts) throws IOException {
    ObjectNode input = Json.MAPPER.createObjectNode();
    input.set("options", Json.MAPPER.readTree(Files.readString(OPTIONS)));
    texts.forEach(input.putArray("texts")::add);
    return Json.text(input);
  }

  private static Map<Path, String> scripts() throws IOException {
    Map<Path, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".js")).toList()) {
        found.put(file, Files.readString(file));
      }
    }
    return found;
  }

  @Test
  void everyScriptIsFormatted() throws IOException {
    assertTrue(scripts.size() > 1, "only %d scripts were found".formatted(scripts.size()));
    List<Path> files = List.copyOf(scripts.keySet());
    List<Path> wrong = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      if (!formatted.get(i).equals(scripts.get(files.get(i)))) {
        wrong.add(files.get(i).getFileName());
        if (Boolean.getBoolean("thalweg.format")) {
          Files.writeString(files.get(i), formatted.get(i));
        }
      }
    }
    assertEquals(
        List.of(),
        wrong,
        "not formatted; mvn -pl workbench -am test -Dtest=JavaScriptFormatTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dthalweg.format=true formats them");
  }

  @Test
  void textThatIsNotFormattedIsChanged() {
    assertEquals("const é = x => x + 1;\n", formatted.get(scripts.size()));
  }
}
