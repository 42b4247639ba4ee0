package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.estimator.Registry;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.Thalweg;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ReportTest {

  private static final String HOSTILE = "</script><script>alert(1)</script><!-- & {{css}} \u2028";

  @Test
  void hostileDataStaysWithinItsScriptElement() throws IOException {
    ObjectNode results = Json.MAPPER.createObjectNode().put("problem", HOSTILE);
    String html = page("compare", HOSTILE, results);
    String data = element(html, "data");
    assertFalse(data.contains("<"), data);
    JsonNode read = CommandRun.parse(data);
    assertEquals(HOSTILE, read.get("title").asText());
    assertEquals(HOSTILE, read.get("results").get("problem").asText());
  }

  @Test
  void hostileTitlesStayWithinTheTitle() throws IOException {
    String html = page("compare", HOSTILE, Json.MAPPER.createObjectNode());
    String title = html.substring(html.indexOf("<title>") + 7, html.indexOf("</title>"));
    assertEquals("Thalweg: " + HOSTILE.replace("&", "&amp;").replace("<", "&lt;"), title);
    assertFalse(html.contains("<script>alert"));
    // Data, Plotly and the page's own script; no more came in with the data.
    assertEquals(3, Pattern.compile("<script").matcher(html).results().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare",
        "train",
        "policy",
        "flow",
        "regression",
        "search",
        "sensitivity",
        "tune",
        "simopt",
        "bench"
      })
  void everyPlaceholderIsFilled(String kind) throws IOException {
    String html = page(kind, "a title", Json.MAPPER.createObjectNode());
    assertFalse(html.contains("{{"), "a placeholder was left");
    String template = resource("report.html");
    for (String part : template.split("\\{\\{\\w+\\}\\}", -1)) {
      assertTrue(html.contains(part));
    }
    assertTrue(html.contains(resource("report.css")));
    assertTrue(html.contains(resource("report.js")));
    assertTrue(html.contains(resource(kind + ".js")));
    Matcher filled = Pattern.compile("\\{\\{(\\w+)\\}\\}").matcher(template);
    assertEquals(5, filled.results().count());
  }

  @Test
  void plotlyIsWithinItAndNothingIsFetched() throws IOException {
    String html = page("train", "a title", Json.MAPPER.createObjectNode());
    byte[] packed = Base64.getDecoder().decode(element(html, "plotly").strip());
    String plotly;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      plotly = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertTrue(plotly.contains("plotly.js v" + Version.plotly()), "another version of Plotly");
    assertFalse(Pattern.compile("(src|href)=\"(https?:)?//").matcher(html).find());
  }

  @Test
  void dataSayHowTheReportWasMade() throws IOException {
    CommandLine line = new CommandLine(new Thalweg());
    line.parseArgs("compare", "toy", "--estimators", "rloo:draws=2|4");
    CommandLine command = line.getSubcommands().get("compare");
    String html =
        Report.of("compare", "a title", Json.MAPPER.createObjectNode(), command.getCommandSpec())
            .estimators(List.of(Registry.find("gumbel_softmax").orElseThrow()))
            .page();
    JsonNode data = CommandRun.parse(element(html, "data"));
    assertEquals("compare", data.get("kind").asText());
    assertEquals(
        "./thalweg compare toy --estimators 'rloo:draws=2|4'", data.get("command").asText());
    assertEquals(Version.thalweg(), data.get("version").asText());
    assertTrue(data.get("date").asText().matches("\\d{4}-\\d\\d-\\d\\d"));
    assertTrue(data.get("machine").asText().contains(" cores, Java "));
    JsonNode estimator = data.get("estimators").get("gumbel_softmax");
    assertEquals("relaxation", estimator.get("family").asText());
    assertTrue(estimator.get("bias").asText().startsWith("differentiates the relaxed"));
  }

  private String page(String kind, String title, ObjectNode results) throws IOException {
    CommandLine line = new CommandLine(new Thalweg());
    String command = kind.equals("policy") ? "train" : kind;
    if (kind.equals("regression") || kind.equals("bench")) {
      line.parseArgs(command);
    } else {
      line.parseArgs(command, "toy");
    }
    return Report.of(kind, title, results, line.getSubcommands().get(command).getCommandSpec())
        .page();
  }

  private static String element(String html, String id) {
    Matcher element =
        Pattern.compile("<script [^>]*id=\"" + id + "\">(.*?)</script>", Pattern.DOTALL)
            .matcher(html);
    assertTrue(element.find(), "no script element " + id);
    return element.group(1);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Report.class.getResourceAsStream("report/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
