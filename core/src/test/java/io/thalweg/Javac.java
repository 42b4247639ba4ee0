package io.thalweg;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/**
 * The compiler, for tests of what users' code may say.
 *
 * @param folder for sources and classes
 */
public record Javac(Path folder) {

  /**
   * Compiles classes against the library.
   *
   * @param sources the texts of the files, by the names of their classes
   * @return what the compiler says; nothing if it accepts all and warns of nothing
   */
  public String compile(Map<String, String> sources) throws IOException, URISyntaxException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-cp", classes().toString(), "-proc:none", "-Xlint:all,-path,-cast"));
    arguments.addAll(List.of("-d", folder.toString()));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(source.getKey() + ".java");
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    StringWriter lines = new StringWriter();
    PrintWriter out = new PrintWriter(lines);
    ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
    return lines.toString();
  }

  private static Path classes() throws URISyntaxException {
    URI uri = Estimator.class.getResource("/io/thalweg/Estimator.class").toURI();
    return Path.of(uri).getParent().getParent().getParent();
  }
}
