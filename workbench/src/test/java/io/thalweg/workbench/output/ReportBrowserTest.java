package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Opens reports in a real browser; pictures of them are left in target/screenshots.
 *
 * <p>The data are kept from earlier runs; that a run of today has the same fields is shown by the
 * tests of the commands.
 */
class ReportBrowserTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir private static Path folder;

  private static Browser browser;

  @BeforeAll
  static void startBrowser() throws IOException, InterruptedException {
    browser = Browser.start(folder);
  }

  @AfterAll
  static void closeBrowser() throws IOException, InterruptedException {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void comparisonsAreDrawnWithoutAnyError() throws IOException {
    assertDrawn(RecordedReport.of("compare"), 4, "(Winner|Tie): \\w+.*");
  }

  @Test
  void scansAreDrawnWithoutAnyError() throws IOException {
    RecordedReport scan = new RecordedReport("compare-scan", "compare");
    assertDrawn(scan, 5, "(Winner|Tie): rebar:temperature=0\\.\\d+.*");
  }

  @Test
  void trainingsAreDrawnWithoutAnyError() throws IOException {
    assertDrawn(RecordedReport.of("train"), 2, "(Winner|Tie): .* nats.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flow-still", "flow"})
  void flowsAreDrawnWithoutAnyError(String name) throws IOException {
    assertDrawn(
        new RecordedReport(name, "flow"), 4, "(Between and beyond LR and RP|Here nothing).*");
  }

  @Test
  void studiesOfRegressionAreShownWithoutAnyError() throws IOException {
    assertDrawn(
        RecordedReport.of("regression"), 1, "Regression has .*× less variance than RLOO after .*");
  }

  @Test
  void comparisonsOfSpeedAreDrawnWithoutAnyError() throws IOException {
    assertDrawn(
        RecordedReport.of("bench"),
        2,
        "Faster than the faster peer in 1 of 2 comparisons, slower in 1");
  }

  private static void assertDrawn(RecordedReport report, int charts, String headline)
      throws IOException {
    try (Page page = browser.open(report.html(folder))) {
      page.picture(SCREENSHOTS.resolve(report.name() + ".png"));
      assertEquals(List.of(), page.problems(charts));
      String drawn = page.headline();
      assertTrue(drawn.matches(headline), drawn);
    }
  }

  @Test
  void anyErrorOfThePageWouldBeSeen() throws IOException {
    String faults =
        """
        <script>
        console.error("first fault");
        console.warn("second fault");
        Promise.reject("third fault");
        throw new Error("fourth fault");
        </script>
        """;
    // Plotly's first bytes: without its gzip header it cannot be unpacked.
    String html =
        comparison()
            .replace("</body>", faults + "</body>")
            .replace("\"plotly\">H4sI", "\"plotly\">");
    try (Page page = browser.open(html)) {
      List<String> problems = page.problems(4);
      for (String problem :
          List.of(
              "error first fault",
              "warning second fault",
              "Uncaught (in promise) third fault",
              "Uncaught Error: fourth fault",
              "charts is '0', not '4'",
              "missing is '4', not '0'",
              "notices is '")) {
        assertTrue(problems.stream().anyMatch(p -> p.startsWith(problem)), problems::toString);
      }
    }
  }

  @Test
  void aBrokenScriptOfThePageWouldBeSeen() throws IOException {
    String html =
        comparison()
            .replace("function showPage() {", "function showPage() { throw new Error('broken');");
    try (Page page = browser.open(html)) {
      String problems = String.join("\n", page.problems(4));
      assertTrue(problems.contains("ready is 'false', not 'true'"), problems);
      assertTrue(problems.contains("Error: broken"), problems);
      assertEquals("This report could not be drawn", page.headline());
    }
  }

  private static String comparison() throws IOException {
    return RecordedReport.of("compare").html(folder);
  }
}
