package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.thalweg.workbench.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A headless Chromium. A page that is opened takes the tab of one that was closed, as a new tab
 * would compile Plotly again.
 */
final class Browser implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;
  private static final int POLL_MILLIS = 20;
  private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");

  private final Path folder;
  private final ChildProcess process;
  private final DevTools tools;
  private final Deque<String> idleTabs = new ArrayDeque<>();

  private Browser(Path program, Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-extensions",
            "--disable-sync",
            "--hide-scrollbars",
            "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
            // A free port of the loopback interface, which Chromium then prints.
            "--remote-debugging-port=0"));
    this.process = new ChildProcess(folder, command);
    this.tools = new DevTools(address(process));
  }

  private static URI address(ChildProcess process) throws IOException, InterruptedException {
    for (int waited = 0; waited < 1_000 * PATIENCE_SECONDS; waited += POLL_MILLIS) {
      Matcher line = ADDRESS.matcher(process.err());
      if (line.find()) {
        return URI.create(line.group(1));
      }
      assertTrue(process.isAlive(), process.err());
      Thread.sleep(POLL_MILLIS);
    }
    return fail(
        "Chromium did not start within %d s: %s".formatted(PATIENCE_SECONDS, process.err()));
  }

  /**
   * Starts the browser of this machine. Where there is none the test is skipped, or fails if the
   * environment says that there must be one.
   *
   * @param folder for its files
   */
  static Browser start(Path folder) throws IOException, InterruptedException {
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

  /** Opens a page and waits until it says that it is ready, or cannot be. */
  Page open(String html) throws IOException {
    Path file = Files.createTempFile(folder, "page", ".html");
    Files.writeString(file, html);
    return open(file.toUri());
  }

  /** Opens the page of an address and waits likewise. */
  Page open(URI address) {
    String tab = idleTabs.isEmpty() ? newTab() : idleTabs.pop();
    return Page.load(tools, tab, address, () -> idleTabs.push(tab));
  }

  private String newTab() {
    return tools.call("Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try (process) {
      tools.call("Browser.close", Map.of());
      process.await(PATIENCE_SECONDS);
    } finally {
      tools.close();
    }
  }
}
