package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.Thalweg;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * The data of a report that a command once wrote, kept so that its page can be drawn without
 * running the command.
 *
 * <p>{@link RecordReports} writes them again, when a command has other fields or draws other
 * pictures.
 *
 * @param name of the file that holds the data
 * @param kind the command
 */
public record RecordedReport(String name, String kind) {

  private static final Pattern DATA =
      Pattern.compile("<script [^>]*id=\"data\">(.*?)</script>", Pattern.DOTALL);

  /** The only report that is kept of a command. */
  static RecordedReport of(String kind) {
    return new RecordedReport(kind, kind);
  }

  /** The data within a report. */
  static String data(String html) {
    Matcher element = DATA.matcher(html);
    assertTrue(element.find(), "the report has no data");
    return element.group(1);
  }

  /** The results within the report. */
  ObjectNode results() throws IOException {
    return (ObjectNode) CommandRun.parse(data()).get("results");
  }

  /** The report as the command would write it today. */
  String html() throws IOException {
    return html(results());
  }

  /** The report as the command would write it today for other results. */
  String html(ObjectNode results) throws IOException {
    ObjectNode data = (ObjectNode) CommandRun.parse(data());
    data.set("results", results);
    CommandLine line = new CommandLine(new Thalweg());
    line.parseArgs("list");
    String frame =
        Report.of(
                kind,
                "a title",
                Json.MAPPER.createObjectNode(),
                line.getSubcommands().get("list").getCommandSpec())
            .page();
    return frame.replace(data(frame), data.toString().replace("<", "\\u003c"));
  }

  /** The data of the report. */
  String data() throws IOException {
    String resource = name + ".json";
    try (InputStream in = RecordedReport.class.getResourceAsStream(resource)) {
      assertTrue(in != null, "there is no resource " + resource);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Fails unless the report that a command has just written has the fields of the one kept. */
  public static void assertFieldsAreThoseOf(String kind, Path folder) throws IOException {
    String html = Files.readString(folder.resolve("report.html"));
    assertEquals(
        fields(CommandRun.parse(of(kind).data())),
        fields(CommandRun.parse(data(html))),
        "the fields of a report; see RecordReports");
  }

  private static Set<String> fields(JsonNode data) {
    Set<String> fields = new TreeSet<>();
    collect(data, "", fields);
    return fields;
  }

  /** Elements of an array have one name, and so have the entries of a map from estimators. */
  private static void collect(JsonNode node, String path, Set<String> fields) {
    boolean map = path.equals("/estimators") || path.equals("/images/runs");
    node.properties()
        .forEach(
            field -> {
              String name = path + "/" + (map ? "*" : field.getKey());
              fields.add(name);
              collect(field.getValue(), name, fields);
            });
    if (node.isArray()) {
      node.forEach(element -> collect(element, path, fields));
    }
  }
}
