package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.Thalweg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Opens reports in a real browser; a picture of each is left in target/screenshots, and with {@code
 * -Dthalweg.screenshots=true} one of every look.
 *
 * <p>The data are kept from earlier runs; that a run of today has the same fields is shown by the
 * tests of the commands.
 */
class ReportBrowserTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** A width of the window and a scheme of colours. */
  private record Look(int width, String scheme) {}

  // From one to the next either the width changes or the scheme, so that charts are redrawn once.
  private static final List<Look> LOOKS =
      List.of(
          new Look(1_400, "light"),
          new Look(800, "light"),
          new Look(400, "light"),
          new Look(400, "dark"),
          new Look(800, "dark"),
          new Look(1_400, "dark"));

  // A scheme changes colours, not widths: one look in the dark shows that charts are redrawn.
  private static final int LOOKED_AT = Boolean.getBoolean("thalweg.screenshots") ? LOOKS.size() : 4;

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

  @Test
  void experimentsAreDrawnWithoutAnyError() throws IOException {
    assertDrawn(RecordedReport.of("experiment"), 2, "(Winner|Tie): .*E f.*");
  }

  @Test
  void aLiveReportGrowsAndKeepsWhatTheReaderChose() throws IOException {
    ObjectNode data = (ObjectNode) CommandRun.parse(RecordedReport.of("train").data());
    ObjectNode longer = data.deepCopy();
    cut((ArrayNode) data.at("/results/runs"), 10);
    try (LiveServer server = LiveServer.start(0, live(data, true));
        Page page = browser.open(server.address())) {
      assertEquals(10, page.evaluate("elbo.data[1].x.length").asInt());
      assertTrue(page.text("#live").startsWith("Live: 40 % of"), () -> page.text("#live"));
      page.evaluate("document.querySelector('[aria-label=\"Show only rloo\"]').click()");
      page.evaluate("[...document.querySelectorAll('#clock button')][1].click()");
      page.evaluate("document.querySelector('.bound .dot').parentNode.click()");
      page.evaluate("[...document.querySelectorAll('#figures thead button')][1].click()");
      page.evaluate("Plotly.relayout(elbo, {'xaxis.range': [100, 2000]}).then(() => true)");
      page.evaluate("window.scrollTo(0, 700)");
      server.show(live(longer, false));
      page.evaluate(
          "new Promise(done => { const look = () => elbo.data[1].x.length > 10"
              + " ? done(true) : setTimeout(look, 50); look(); })");
      assertEquals(26, page.evaluate("elbo.data[1].x.length").asInt());
      assertTrue(page.text("#live").startsWith("The training has ended."), page::headline);
      assertEquals(
          "rloo", page.text("#figures tbody tr:not([hidden]) .id"), "the others are hidden");
      assertEquals(
          1,
          page.evaluate("document.querySelectorAll('#figures tbody tr:not([hidden])').length")
              .asInt());
      assertEquals("evaluations of f", page.evaluate("elbo.layout.xaxis.title.text").asText());
      assertEquals("Evaluations of f", page.text("#clock [aria-pressed=true]"));
      assertEquals(
          "true",
          page.evaluate(
                  "document.querySelector('.bound .dot').parentNode.getAttribute('aria-pressed')")
              .asText());
      assertEquals(
          "ascending",
          page.evaluate(
                  "document.querySelectorAll('#figures thead th')[1].getAttribute('aria-sort')")
              .asText());
      assertEquals(100, page.evaluate("elbo.layout.xaxis.range[0]").asDouble());
      assertEquals(700, page.evaluate("window.scrollY").asDouble());
      assertEquals(List.of(), page.problems(2));
    }
  }

  private static Report live(ObjectNode data, boolean goesOn) throws IOException {
    CommandLine line = new CommandLine(new Thalweg());
    line.parseArgs("list");
    Report report =
        Report.of(
            "train",
            "a title",
            (ObjectNode) data.get("results"),
            line.getSubcommands().get("list").getCommandSpec());
    report.data().set("estimators", data.get("estimators"));
    return report.live(goesOn);
  }

  /** Leaves the first points of all curves, as if the training went on. */
  private static void cut(ArrayNode runs, int points) {
    for (JsonNode run : runs) {
      ((ObjectNode) run).put("steps", points).put("ended", "interrupted");
      run.forEach(
          curve -> {
            while (curve instanceof ArrayNode array && array.size() > points) {
              array.remove(points);
            }
          });
    }
  }

  @Test
  void policiesAreDrawnWithoutAnyError() throws IOException {
    assertDrawn(RecordedReport.of("policy"), 4, "Winner: arsm, which .* cartpole .*\\.");
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
        RecordedReport.of("regression"),
        1,
        "Regression has .*× less variance than the best other after .*");
  }

  @Test
  void searchesOfBlackBoxesAreShownWithoutAnyError() throws IOException {
    assertDrawn(
        RecordedReport.of("search"), 0, "Surrogate descent needs the fewest evaluations on .*");
  }

  @Test
  void sensitivitiesAreDrawnWithoutAnyError() throws IOException {
    assertDrawn(RecordedReport.of("sensitivity"), 1, "What moves profit most .*");
  }

  @Test
  void anotherOutputIsDrawnWhenItIsChosen() throws IOException {
    RecordedReport report = RecordedReport.of("sensitivity");
    String most = "tornado.layout.yaxis.ticktext[0]";
    try (Page page = browser.open(report.html())) {
      for (int output = 0; output < 2; output++) {
        page.evaluate("document.querySelectorAll('#outputs button')[%d].click()".formatted(output));
        String name =
            report.results().at("/outputs/%d/parameters/0/name".formatted(output)).asText();
        String drawn = page.evaluate(most).asText();
        assertTrue(drawn.startsWith(name + ", "), drawn);
      }
      String title = page.evaluate("tornado.layout.xaxis.title.text").asText();
      assertTrue(title.contains("customers who went away"), title);
      String alt = page.evaluate("tornado.getAttribute('aria-label')").asText();
      assertTrue(alt.startsWith("Change of customers who went away"), alt);
      assertEquals(List.of(), page.problems(1));
    }
  }

  @Test
  void searchesAreDrawnWithoutAnyError() throws IOException {
    assertDrawn(RecordedReport.of("tune"), 3, "Mean profit rises from .* to .*");
  }

  @Test
  void runsOfASearchAreDrawnAlongTheAxisThatIsChosen() throws IOException {
    RecordedReport report = RecordedReport.of("tune");
    try (Page page = browser.open(report.html())) {
      assertEquals("linear", page.evaluate("value.layout.xaxis.type ?? 'linear'").asText());
      page.evaluate("document.querySelectorAll('#along button')[1].click()");
      for (String chart : List.of("value", "parameters", "noise")) {
        assertEquals("log", page.evaluate(chart + ".layout.xaxis.type").asText(), chart);
      }
      // What is frozen does not move, and probabilities that add up to 1 share a panel.
      String panels =
          page.evaluate("String(parameters.layout.annotations.map(a => a.text))").asText();
      assertFalse(panels.contains("demand rate"), panels);
      assertEquals(7, page.evaluate("parameters.data.length").asInt());
      assertEquals(
          3,
          page.evaluate(
                  "parameters.data.filter(t => t.text[0].includes('kind of customer')).length")
              .asInt());
      assertEquals(
          1,
          page.evaluate(
                  "new Set(parameters.data.filter(t => t.text[0].includes('kind of customer'))"
                      + ".map(t => t.yaxis)).size")
              .asInt());
      assertEquals(List.of(), page.problems(3));
    }
    ObjectNode fast = report.results();
    ArrayNode values = (ArrayNode) fast.at("/path/value");
    for (int i = 1; i < values.size(); i++) {
      values.set(i, fast.get("after"));
    }
    try (Page page = browser.open(report.html(fast))) {
      assertEquals("log", page.evaluate("value.layout.xaxis.type").asText());
    }
  }

  @Test
  void comparisonsOfSearchesAreDrawnWithoutAnyError() throws IOException {
    assertDrawn(RecordedReport.of("simopt"), 2 + 2 * 2 + 1, ".* solves? most.*");
  }

  @Test
  void anotherGapChangesWhatIsSolved() throws IOException {
    RecordedReport report = RecordedReport.of("simopt");
    String solved = "String(window['solved-san_1'].data.filter(t => t.mode === 'lines')[0].y)";
    String medians = "window['progress-san_1'].data.filter(t => t.mode === 'lines' && !t.fill)";
    JsonNode search = report.results().at("/problems/0/searches/0");
    try (Page page = browser.open(report.html())) {
      assertEquals(
          search.get("objective").get(2).asDouble(),
          page.evaluate(medians + "[0].y.at(-1)").asDouble(),
          1e-3 * search.get("objective").get(2).asDouble());
      String before = page.evaluate(solved).asText();
      assertEquals(
          search.get("solved").get(2).asDouble(),
          Double.parseDouble(before.substring(before.lastIndexOf(',') + 1)),
          1e-4);
      page.evaluate("document.querySelectorAll('#gap button')[3].click()");
      assertFalse(before.equals(page.evaluate(solved).asText()), before);
      page.evaluate("document.querySelector('[aria-label=\"Show only cma_es\"]').click()");
      assertEquals(
          1,
          page.evaluate("profile.data.filter(t => t.visible && t.mode === 'lines').length")
              .asInt());
      assertEquals(List.of(), page.problems(7));
    }
  }

  @Test
  void aSearchThatFailedIsARowAndANotice() throws IOException {
    RecordedReport report = RecordedReport.of("simopt");
    ObjectNode results = report.results();
    ArrayNode searches = (ArrayNode) results.at("/problems/1/searches");
    for (int i = 0; i < searches.size(); i++) {
      String id = searches.get(i).get("id").asText();
      searches.set(i, Json.MAPPER.createObjectNode().put("id", id).put("failure", "no licence"));
    }
    try (Page page = browser.open(report.html(results))) {
      assertTrue(page.text("#notices").contains("cma_es failed on ambulance_1: no licence."));
      assertTrue(page.text("#figures").contains("failed: no licence"), page.text("#figures"));
      page.look(400, "light");
      assertEquals(List.of(), page.cuts());
    }
  }

  @Test
  void comparisonsOfSpeedAreDrawnWithoutAnyError() throws IOException {
    assertDrawn(
        RecordedReport.of("bench"),
        2,
        "Faster than the fastest peer in 1 of 2 comparisons, slower in 1");
  }

  /** Opens a report, and looks at it in windows of three widths, in light and in dark colours. */
  private static void assertDrawn(RecordedReport report, int charts, String headline)
      throws IOException {
    try (Page page = browser.open(report.html())) {
      for (Look look : LOOKS.subList(0, LOOKED_AT)) {
        page.look(look.width, look.scheme);
        String name = "%s-%d-%s".formatted(report.name(), look.width, look.scheme);
        if (look.equals(LOOKS.get(0)) || Boolean.getBoolean("thalweg.screenshots")) {
          page.picture(SCREENSHOTS.resolve(name + ".png"));
        }
        assertEquals(List.of(), page.cuts(), name);
      }
      assertEquals(List.of(), page.problems(charts));
      String drawn = page.headline();
      assertTrue(drawn.matches(headline), drawn);
    }
  }

  @Test
  void whateverIsCutWouldBeSeen() throws IOException {
    String faults =
        """
        <p style="width: 1500px">first fault</p>
        <p style="width: 3em; overflow: hidden; white-space: nowrap">second fault</p>
        <p style="width: 3em; white-space: nowrap">third fault</p>
        <div class="chart" id="planted" style="height: 40px">
          <svg width="100" height="40" style="overflow: visible">
            <text x="-200" y="24">fourth fault</text>
            <g class="cbtitle"><text></text><text></text></g>
            <g class="xtick"><text x="10" y="24">fifth</text></g>
            <g class="xtick"><text x="20" y="24">fault</text></g>
          </svg>
        </div>
        """;
    String html = comparison().replace("</main>", "</main>" + faults);
    try (Page page = browser.open(html)) {
      page.look(1_400, "light");
      assertEquals(
          List.of(
              "the page is 1636 wide, the window 1400",
              "cut: second fault",
              "leaves its place: third fault",
              "planted has 2 colour bars",
              "outside of planted: fourth fault",
              "ticks of planted overlap: fifth, fault"),
          page.cuts());
    }
  }

  @Test
  void theSwitchOfTheCostChangesHeadlineChartsAndTable() throws IOException {
    JsonNode results = RecordedReport.of("compare").results();
    try (Page page = browser.open(comparison())) {
      for (String cost : List.of("evaluations", "time")) {
        page.evaluate(
            "[...document.querySelectorAll('.currency button')].find(b => b.textContent === '%s').click()"
                .formatted(cost.equals("time") ? "Time" : "Evaluations"));
        JsonNode outcome = results.at("/outcomes/" + cost);
        String said = outcome.get("headline").asText();
        assertTrue(said.startsWith(page.headline()), page::headline);
        String unit = cost.equals("time") ? "µs" : "evaluation";
        assertEquals(
            "Efficiency per " + unit, page.text("#figures thead th:nth-child(3) button"), cost);
        assertEquals(outcome.get("winner").asText(), page.text("#figures tr.winner th .id"), cost);
        for (String chart : List.of("ranking", "cost")) {
          String title = page.evaluate("%s.layout.xaxis.title.text".formatted(chart)).asText();
          assertTrue(title.contains(cost.equals("time") ? "µs" : "evaluations"), title);
          String alt = page.evaluate("%s.getAttribute('aria-label')".formatted(chart)).asText();
          assertTrue(alt.contains(cost.equals("time") ? "µs" : "evaluations"), alt);
        }
        assertEquals(
            "true",
            page.evaluate(
                    "String([...document.querySelectorAll('.currency')].every(s =>"
                        + " s.querySelector('[aria-pressed=true]').textContent ==="
                        + " document.querySelector('.currency [aria-pressed=true]').textContent))")
                .asText());
      }
    }
  }

  @Test
  void onlyShowsOneEstimatorAndShowAllTheOthersAgain() throws IOException {
    String rows = "document.querySelectorAll('#figures tbody tr:not([hidden])').length";
    String ticks = "ranking.layout.yaxis.ticktext.length";
    try (Page page = browser.open(comparison())) {
      int all = page.evaluate(rows).asInt();
      assertEquals(all, page.evaluate(ticks).asInt());
      page.evaluate("document.querySelector('[aria-label=\"Show only rloo\"]').click()");
      assertEquals(1, page.evaluate(rows).asInt());
      assertEquals(1, page.evaluate(ticks).asInt());
      page.evaluate("document.querySelector('[aria-label=\"Show only coupling\"]').click()");
      assertTrue(page.evaluate(rows).asInt() > 1);
      page.evaluate("document.querySelector('.legend .all').click()");
      assertEquals(all, page.evaluate(rows).asInt());
      assertEquals(List.of(), page.problems(4));
    }
  }

  @Test
  void seedsAreDrawnAsBandsAndOneSeedIsSaidToDecideNothing() throws IOException {
    RecordedReport report = RecordedReport.of("train");
    String bands = "elbo.data.filter(trace => trace.fill === 'toself').length";
    String one = "One seed decides nothing";
    try (Page page = browser.open(report.html())) {
      assertEquals(2 * 2, page.evaluate(bands).asInt(), "train and test of two estimators");
      assertFalse(page.text("#notices").contains(one));
      assertTrue(page.text("#legend").contains("biased by design"), page.text("#legend"));
    }
    ObjectNode results = report.results();
    ArrayNode runs = results.putArray("runs");
    for (JsonNode run : report.results().get("runs")) {
      if (run.get("seed").asInt() == 1) {
        runs.add(run);
      }
    }
    try (Page page = browser.open(report.html(results))) {
      assertEquals(0, page.evaluate(bands).asInt());
      assertTrue(page.text("#notices").contains(one));
    }
  }

  @Test
  void anOutlierStandsAtTheEdgeAndLeavesTheOthersTheAxis() throws IOException {
    RecordedReport report = RecordedReport.of("compare");
    ObjectNode results = report.results();
    ObjectNode far = (ObjectNode) results.get("estimators").get(1);
    far.put("efficiency", 1e15).put("variance", 1e-16);
    try (Page page = browser.open(report.html(results))) {
      String ranking = page.text("#ranking");
      assertTrue(ranking.contains("beyond this axis: 1.00×10¹⁵"), ranking);
      assertTrue(page.text("#cost").contains("variance 1.00×10⁻¹⁶"), page.text("#cost"));
      assertTrue(page.evaluate("ranking.layout.xaxis.range[1]").asDouble() < 12);
      assertTrue(page.evaluate("cost.layout.yaxis.range[0]").asDouble() > -12);
      page.look(400, "light");
      assertEquals(List.of(), page.cuts());
    }
  }

  @Test
  void tablesAndFiguresCanBeDownloaded() throws IOException {
    try (Page page = browser.open(comparison())) {
      // A click would save a file; the page is asked for its content instead.
      page.evaluate(
          "HTMLAnchorElement.prototype.click = function () { window.saved = fetch(this.href).then(r"
              + " => r.text()); window.file = this.download; }");
      page.evaluate("document.querySelector('#figures .quiet').click()");
      List<String> lines = page.evaluate("saved").asText().lines().toList();
      assertTrue(
          lines.get(0).startsWith("Estimator,Verdict,Efficiency per µs,Efficiency per µs low,"),
          lines.get(0));
      assertEquals(
          RecordedReport.of("compare").results().get("estimators").size() + 1, lines.size());
      assertEquals("thalweg-compare-arsm30-figures.csv", page.evaluate("file").asText());
      page.evaluate("document.querySelector('#downloads button').click()");
      JsonNode saved = CommandRun.parse(page.evaluate("saved").asText());
      JsonNode results = RecordedReport.of("compare").results();
      assertEquals(results.get("estimators").size(), saved.get("estimators").size());
      assertEquals(results.at("/estimators/1/variance"), saved.at("/estimators/1/variance"));
      page.evaluate(
          "document.querySelector('[aria-label=\"Download the figure ranking as SVG\"]').click()");
      String svg =
          page.evaluate(
                  "new Promise(done => { const look = () => file.endsWith('.svg') ?"
                      + " done(saved) : setTimeout(look, 10); look(); })")
              .asText();
      assertTrue(svg.startsWith("<svg"), svg.substring(0, 40));
      assertTrue(svg.contains(">rloo"), "the figure has no rloo");
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
  void chartsAreDrawnWhereAPageMayNotEvaluateText() throws IOException {
    String forbids =
        "<head><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'unsafe-inline'\">";
    String html = comparison().replaceFirst("<head>", forbids);
    try (Page page = browser.open(html)) {
      assertEquals(
          4,
          page.evaluate("document.querySelectorAll('.js-plotly-plot:has(.main-svg)').length")
              .asInt());
      assertEquals(
          "true",
          page.evaluate("[...document.scripts].some(s => s.text.includes('plotly.js v')) + ''")
              .asText(),
          "text was evaluated although the page forbids it");
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
    return RecordedReport.of("compare").html();
  }
}
