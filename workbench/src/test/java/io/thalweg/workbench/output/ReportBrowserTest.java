package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.bench.FakePython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser; pictures of them are left in target/screenshots. */
class ReportBrowserTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir private static Path folder;

  private static Browser browser;

  @BeforeAll
  static void findBrowser() {
    browser = Browser.find(folder);
  }

  @Test
  void comparisonsAreDrawnWithoutAnyError() throws IOException, InterruptedException {
    // More coordinates than one picture holds, and a variance of zero.
    String html = report("compare", "arsm30", "--draws", "1000");
    Browser.Page page = browser.open(html, SCREENSHOTS.resolve("compare.png"));
    assertEquals(List.of(), page.problems(4));
    String headline = page.root().get("headline");
    assertTrue(headline.matches("(\\w+ wins|No winner): .*"), headline);
  }

  @Test
  void trainingsAreDrawnWithoutAnyError() throws IOException, InterruptedException {
    String html =
        report(
            "train",
            "digits",
            "--network",
            "linear",
            "--steps",
            "25",
            "--estimators",
            "rloo,gumbel_softmax",
            "--seeds",
            "2");
    Browser.Page page = browser.open(html, SCREENSHOTS.resolve("train.png"));
    assertEquals(List.of(), page.problems(2));
    String headline = page.root().get("headline");
    assertTrue(headline.matches("\\w+ (wins|is level).* test bound.*"), headline);
  }

  @Test
  void flowsAreDrawnWithoutAnyError() throws IOException, InterruptedException {
    // A variance of zero has no logarithm.
    Path still = folder.resolve("Still.java");
    Files.writeString(
        still,
        """
        import io.thalweg.Distribution;
        import io.thalweg.distribution.Gaussian;

        class Still {
          static Distribution law() {
            return Gaussian.of(0, 1);
          }

          static double value(double[] x) {
            return 3;
          }

          static double[] gradient(double[] x) {
            return new double[1];
          }
        }
        """);
    for (String problem : List.of(still.toString(), "queue")) {
      String html = report("flow", problem, "--draws", "1200", "--rows", "cos2");
      Browser.Page page = browser.open(html, SCREENSHOTS.resolve("flow.png"));
      assertEquals(List.of(), page.problems(4));
      String headline = page.root().get("headline");
      assertTrue(headline.matches("(Between and beyond LR and RP|Here nothing).*"), headline);
    }
  }

  @Test
  void studiesOfRegressionAreShownWithoutAnyError() throws IOException, InterruptedException {
    String html = report("regression", "--problems", "bits10,cubic20,arsm30", "--seeds", "2");
    Browser.Page page = browser.open(html, SCREENSHOTS.resolve("regression.png"));
    assertEquals(List.of(), page.problems(1));
    String headline = page.root().get("headline");
    assertTrue(headline.matches("Regression has .*× less variance than RLOO after .*"), headline);
  }

  @Test
  void comparisonsOfSpeedAreDrawnWithoutAnyError() throws IOException, InterruptedException {
    FakePython python = FakePython.in(folder);
    String html =
        report("bench", "--quick", "--works", "toy_relax", "--peers", python.path(), "--seed", "2");
    Browser.Page page = browser.open(html, SCREENSHOTS.resolve("bench.png"));
    assertEquals(List.of(), page.problems(2));
    String headline = page.root().get("headline");
    assertEquals("Faster than the faster peer in 1 of 2 comparisons, slower in 1", headline);
  }

  @Test
  void anyErrorOfThePageWouldBeSeen() throws IOException, InterruptedException {
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
    Browser.Page page = browser.open(html, SCREENSHOTS.resolve("broken-charts.png"));
    String problems = String.join("\n", page.problems(4));
    for (String problem :
        List.of(
            "failures is 'error: first fault; warn: second fault; error: Uncaught Error: fourth",
            "rejection: third fault",
            "charts is '0', not '4'",
            "missing is '4', not '0'")) {
      assertTrue(problems.contains(problem), problems);
    }
    assertTrue(page.console().stream().anyMatch(line -> line.contains("first fault")), problems);
    assertTrue(!page.root().get("notices").isEmpty(), "the page itself says nothing");
  }

  @Test
  void aBrokenScriptOfThePageWouldBeSeen() throws IOException, InterruptedException {
    String html =
        comparison()
            .replace("function showPage() {", "function showPage() { throw new Error('broken');");
    Browser.Page page = browser.open(html, SCREENSHOTS.resolve("broken-script.png"));
    String problems = String.join("\n", page.problems(4));
    assertTrue(problems.contains("ready is 'null', not 'true'"), problems);
    assertTrue(problems.contains("Error: broken"), problems);
    assertEquals("This report could not be drawn", page.root().get("headline"));
  }

  private static String comparison() throws IOException {
    return report("compare", "toy", "--draws", "1000");
  }

  private static String report(String... command) throws IOException {
    String[] arguments = Arrays.copyOf(command, command.length + 2);
    arguments[command.length] = "--out";
    arguments[command.length + 1] = folder.resolve("out").toString();
    CommandRun run = CommandRun.of(arguments);
    assertEquals(0, run.exit(), run::err);
    return Files.readString(folder.resolve("out").resolve("report.html"));
  }
}
