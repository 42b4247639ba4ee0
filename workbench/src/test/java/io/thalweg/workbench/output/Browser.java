package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.thalweg.workbench.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A headless Chromium that opens a report and says what is wrong with it. */
final class Browser {

  private static final int PATIENCE_SECONDS = 90;

  // Stands at the top of a copy of the report and sends what it sees to a server of ours.
  // The browser takes its picture after the load event, which waits for a picture of that server.
  private static final String RECORDER =
      """
      <script>
      (() => {
        const server = "http://127.0.0.1:PORT";
        new Image().src = server + "/hold";
        const root = document.documentElement, failures = [];
        const headline = () => (document.querySelector("h1") || root).textContent;
        const release = () => fetch(
            server + "/release",
            { method: "POST", mode: "no-cors", body: JSON.stringify(root.dataset) });
        const fail = text => {
          failures.push(text);
          root.dataset.failures = failures.join("; ");
          root.dataset.headline = headline();
          setTimeout(release, 2000); // by then other failures have shown
        };
        root.dataset.failures = "";
        window.addEventListener("error", e => fail("error: " + e.message));
        window.addEventListener("unhandledrejection", e => fail("rejection: " + e.reason));
        for (const level of ["error", "warn"]) {
          const log = console[level];
          console[level] = (...words) => { fail(level + ": " + words.join(" ")); log(...words); };
        }
        new MutationObserver(() => {
          const all = selector => [...document.querySelectorAll(selector)];
          root.dataset.charts = all(".js-plotly-plot .main-svg").length
            ? all(".js-plotly-plot").length : 0;
          root.dataset.missing = all(".chart.missing").length;
          root.dataset.notices = all(".notice.alert").map(node => node.textContent).join("; ");
          root.dataset.headline = headline();
          release();
        }).observe(root, { attributeFilter: ["data-ready"] });
      })();
      </script>
      """;

  private final Path program;
  private final Path folder;

  private Browser(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** The content of a page after it was drawn. */
  record Page(Map<String, String> root, List<String> console) {

    /** Lists the faults of a page that should show a number of charts. */
    List<String> problems(int charts) {
      List<String> problems = new ArrayList<>(console);
      expect("ready", "true", problems);
      expect("failures", "", problems);
      expect("charts", Integer.toString(charts), problems);
      expect("missing", "0", problems);
      expect("notices", "", problems);
      return problems;
    }

    private void expect(String what, String value, List<String> problems) {
      if (!value.equals(root.get(what))) {
        problems.add("%s is '%s', not '%s'".formatted(what, root.get(what), value));
      }
    }
  }

  /**
   * The browser of this machine. Where there is none the test is skipped, or fails if the
   * environment says that there must be one.
   */
  static Browser find(Path folder) {
    List<String> names = new ArrayList<>();
    if (System.getenv("CHROMIUM") != null) {
      names.add(System.getenv("CHROMIUM"));
    }
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        names.add(directory + File.separator + name);
      }
    }
    for (String name : names) {
      if (Files.isExecutable(Path.of(name)) && Files.isRegularFile(Path.of(name))) {
        return new Browser(Path.of(name), folder);
      }
    }
    if ("true".equals(System.getenv("THALWEG_BROWSER_REQUIRED"))) {
      fail("No Chromium was found, although THALWEG_BROWSER_REQUIRED says that there is one.");
    }
    String line = "No Chromium was found; the tests of the report in a browser are skipped.";
    Progress.say(line);
    return abort(line);
  }

  /**
   * Opens a copy of a report.
   *
   * @param screenshot file for a picture of it
   */
  Page open(String html, Path screenshot) throws IOException, InterruptedException {
    Files.createDirectories(screenshot.toAbsolutePath().getParent());
    Files.deleteIfExists(screenshot);
    Path copy = Files.createTempFile(folder, "report", ".html");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(
        List.of(
            "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
                .concat(" --disable-background-networking --disable-component-update")
                .concat(
                    " --disable-sync --hide-scrollbars --window-size=1280,3600 --enable-logging=stderr --v=0")
                .split(" ", -1)));
    command.add("--user-data-dir=" + Files.createTempDirectory(folder, "profile"));
    command.add("--screenshot=" + screenshot.toAbsolutePath());
    command.add(copy.toUri().toString());
    try (LoadHold hold = new LoadHold()) {
      String recorder = RECORDER.replace("PORT", Integer.toString(hold.port()));
      Files.writeString(copy, html.replaceFirst("<head>", "<head>" + recorder));
      return opened(command, screenshot, hold);
    }
  }

  private Page opened(List<String> command, Path screenshot, LoadHold hold)
      throws IOException, InterruptedException {
    try (ChildProcess browser = new ChildProcess(folder, command)) {
      assertEquals(0, browser.await(PATIENCE_SECONDS), browser.err());
      assertTrue(Files.size(screenshot) > 0, "no screenshot was made");
      return new Page(
          hold.answer(),
          browser.err().lines().filter(line -> line.matches(".*CONSOLE[:(].*")).toList());
    }
  }
}
