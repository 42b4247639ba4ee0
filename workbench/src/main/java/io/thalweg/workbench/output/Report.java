package io.thalweg.workbench.output;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.estimator.Recipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The report: one HTML file that contains its data, its charts and the library that draws them.
 *
 * <p>It needs no network. The chart library is kept compressed and is unpacked by the browser.
 */
public final class Report {

  /** The name of the file of a report. */
  static final String FILE = "report.html";

  /** Plotly, compressed when the first report of a process is written. */
  private static final class Plotly {
    private static final String COMPRESSED =
        compressed("/META-INF/resources/webjars/plotly.js-dist/" + Version.plotly() + "/plotly.js");
  }

  /** The scripts of every report; the first reads the data. */
  private static final List<String> SHARED =
      List.of("report", "text", "estimators", "axes", "charts", "tables", "download");

  /** The script of a report that is served while it grows. */
  private static final List<String> LIVE = List.of("live");

  /** The scripts of the kinds of reports that have more than one. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "compare",
          List.of("compare", "ranking", "cost", "bias", "means", "figures", "scan", "code"),
          "train",
          List.of("train", "bands", "runs", "curves"),
          "experiment",
          List.of("experiment", "bands", "runs"),
          "policy",
          List.of("policy", "bands", "returns", "solved", "scenes", "film"),
          "simopt",
          List.of("simopt", "bands"),
          "flow",
          List.of("flow", "boxes", "flowlines", "slices", "plane"));

  private final ObjectNode data;
  private final String kind;
  private final String title;
  private boolean isLive;

  private Report(String kind, String title, ObjectNode data) {
    this.kind = kind;
    this.title = title;
    this.data = data;
  }

  /** Makes a report of the results of a command. */
  public static Report of(String kind, String title, ObjectNode results, CommandSpec command) {
    ObjectNode data =
        Json.MAPPER
            .createObjectNode()
            .put("kind", kind)
            .put("title", title)
            .put("command", Provenance.commandLine(command))
            .put("version", Version.thalweg())
            .put("machine", Provenance.machine() + ", Java " + Runtime.version().feature())
            .put("date", LocalDate.now(ZoneId.systemDefault()).toString());
    data.set("results", results);
    return new Report(kind, title, data);
  }

  /** Adds the registry's description of estimators. */
  public Report estimators(List<Recipe<?, ?>> recipes) {
    Map<String, ObjectNode> described = new LinkedHashMap<>();
    recipes.forEach(recipe -> described.put(recipe.id(), RecipeJson.of(recipe)));
    return described(described);
  }

  /** Adds descriptions by the names that the results use. */
  public Report described(Map<String, ObjectNode> described) {
    data.putObject("estimators").setAll(described);
    return this;
  }

  /** Adds pictures. */
  public Report images(ObjectNode images) {
    data.set("images", images);
    return this;
  }

  /**
   * Lets the page ask its server for newer data.
   *
   * @param goesOn whether there will be any
   */
  public Report live(boolean goesOn) {
    isLive = true;
    data.put("live", goesOn);
    return this;
  }

  /** Returns the data of the report, which are to be read and not changed. */
  ObjectNode data() {
    return data;
  }

  /** Returns the report as HTML. */
  String page() {
    Map<String, String> parts =
        Map.of(
            "{{title}}", "Thalweg: " + title.replace("&", "&amp;").replace("<", "&lt;"),
            "{{css}}", text("report/report.css"),
            "{{plotly}}", Plotly.COMPRESSED,
            // A closing tag within a string must not end the script that holds the data.
            "{{data}}", data.toString().replace("<", "\\u003c"),
            "{{script}}", scripts());
    StringBuilder html = new StringBuilder();
    String rest = text("report/report.html");
    while (true) {
      int open = rest.indexOf("{{");
      if (open < 0) {
        return html.append(rest).toString();
      }
      int close = rest.indexOf("}}", open) + 2;
      html.append(rest, 0, open).append(parts.get(rest.substring(open, close)));
      rest = rest.substring(close);
    }
  }

  private String scripts() {
    return Stream.of(
            SHARED, PARTS.getOrDefault(kind, List.of(kind)), isLive ? LIVE : List.<String>of())
        .flatMap(List::stream)
        .map(part -> text("report/" + part + ".js"))
        .collect(joining("\n"));
  }

  private static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  private static String compressed(String resource) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(bytes(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = Report.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is not in this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
