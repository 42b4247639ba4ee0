package io.thalweg.workbench.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A page in a tab of the browser, and all that went wrong in it. */
final class Page implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;
  private static final int GRACE_SECONDS = 2;
  private static final int WIDTH = 1_400;
  private static final int HEIGHT = 900;

  private static final String READY =
      """
      new Promise(done => {
        const root = document.documentElement;
        const look = () => root.dataset.ready && done(true);
        new MutationObserver(look).observe(root, { attributeFilter: ["data-ready"] });
        look();
      })
      """;

  /** Resolves when every chart has the width of its place and the ink of the theme. */
  private static final String REDRAWN =
      """
      new Promise(done => {
        const ink = () =>
          getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
        const fits = node =>
          node._fullLayout.width === node.clientWidth && node.layout.font.color === ink();
        const look = () =>
          [...document.querySelectorAll(".js-plotly-plot")].every(fits)
            ? done(true)
            : setTimeout(look, 10);
        look();
      })
      """;

  /** Names whatever is wider than its place: the page, a box that hides the rest, a chart. */
  private static final String CUT =
      """
      (() => {
        const faults = [];
        const root = document.documentElement;
        const words = node => node.textContent.trim().slice(0, 40);
        if (root.scrollWidth > innerWidth)
          faults.push(`the page is ${root.scrollWidth} wide, the window ${innerWidth}`);
        for (const node of document.querySelectorAll("body *:not(svg *)")) {
          const hides = /hidden|clip/.test(getComputedStyle(node).overflowX);
          if (hides && node.scrollWidth > node.clientWidth) faults.push(`cut: ${words(node)}`);
        }
        for (const node of document.querySelectorAll("th, td, dd, p, h1, h2, button, .chip")) {
          const open = getComputedStyle(node).overflowX === "visible";
          if (open && node.clientWidth && node.scrollWidth > node.clientWidth + 1)
            faults.push(`leaves its place: ${words(node)}`);
        }
        const shown = text => text.textContent.trim() && text.getBoundingClientRect().width > 0;
        const overlap = (a, b) =>
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
        for (const chart of document.querySelectorAll(".chart")) {
          const bars = chart.querySelectorAll(".cbtitle text").length;
          if (bars > 1) faults.push(`${chart.id} has ${bars} colour bars`);
          const place = chart.getBoundingClientRect();
          const texts = [...chart.querySelectorAll("text")].filter(shown);
          for (const text of texts) {
            const box = text.getBoundingClientRect();
            if (
              box.left < place.left - 1 ||
              box.right > place.right + 1 ||
              box.top < place.top - 1 ||
              box.bottom > place.bottom + 1
            )
              faults.push(`outside of ${chart.id}: ${words(text)}`);
          }
          for (const kind of [".xtick", ".x2tick", ".ytick", ".y2tick"]) {
            const ticks = [...chart.querySelectorAll(kind + " text")].filter(shown);
            ticks.forEach((tick, i) => {
              if (i && overlap(ticks[i - 1].getBoundingClientRect(), tick.getBoundingClientRect()))
                faults.push(`ticks of ${chart.id} overlap: ${words(ticks[i - 1])}, ${words(tick)}`);
            });
          }
        }
        return faults;
      })()
      """;

  private static final String CHARTS =
      "document.querySelectorAll('.js-plotly-plot:has(.main-svg)').length";
  private static final String NOTICES =
      "[...document.querySelectorAll('.notice.alert')].map(node => node.textContent).join('; ')";

  private final DevTools.Session session;
  private final Runnable onClose;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<JsonNode> loaded = new CompletableFuture<>();
  private final CompletableFuture<JsonNode> failed = new CompletableFuture<>();

  private Page(DevTools tools, String tab, Runnable onClose) {
    this.session = tools.attach(tab, this::hear);
    this.onClose = onClose;
  }

  /**
   * Loads a page and waits until it says that it is ready, or cannot be.
   *
   * @param onClose what is done with the tab when the page is closed
   */
  static Page load(DevTools tools, String tab, URI address, Runnable onClose) {
    Page page = new Page(tools, tab, onClose);
    for (String domain : List.of("Page", "Runtime", "Log")) {
      page.session.call(domain + ".enable", Map.of());
    }
    page.resize(WIDTH);
    page.navigate(address.toString());
    // A page that failed may never be ready; other failures have shown by then.
    CompletableFuture<?> over =
        page.failed.thenRunAsync(
            () -> {}, CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS));
    CompletableFuture.anyOf(page.session.evaluate(READY), over)
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
    return page;
  }

  private void navigate(String address) {
    CompletableFuture<JsonNode> event = new CompletableFuture<>();
    loaded = event;
    session.call("Page.navigate", Map.of("url", address));
    event.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private void hear(JsonNode event) {
    JsonNode what = event.get("params");
    switch (event.get("method").asText()) {
      case "Page.loadEventFired" -> loaded.complete(what);
      case "Runtime.exceptionThrown" -> {
        JsonNode details = what.get("exceptionDetails");
        fault(details.get("text").asText() + " " + text(details.path("exception")));
      }
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning", "assert").contains(what.get("type").asText())) {
          what.get("args").forEach(word -> fault(what.get("type").asText() + " " + text(word)));
        }
      }
      case "Log.entryAdded" -> {
        JsonNode entry = what.get("entry");
        if (List.of("error", "warning").contains(entry.get("level").asText())) {
          fault(entry.get("level").asText() + " " + entry.get("text").asText());
        }
      }
      default -> {}
    }
  }

  /** The words of a value in the page; of an exception with its stack. */
  private static String text(JsonNode value) {
    return value.path(value.has("description") ? "description" : "value").asText();
  }

  private void fault(String text) {
    faults.add(text);
    failed.complete(null);
  }

  /** Evaluates an expression in the page. */
  JsonNode evaluate(String expression) {
    return session.evaluate(expression).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  String headline() {
    return text("h1");
  }

  /** Returns the words of the first element that fits. */
  String text(String selector) {
    return evaluate("document.querySelector('%s').textContent".formatted(selector)).asText();
  }

  /** Lists the faults of a report that should show a number of charts. */
  List<String> problems(int charts) {
    List<String> problems = new ArrayList<>(faults);
    expect("ready", "document.documentElement.dataset.ready", "true", problems);
    expect("charts", CHARTS, Integer.toString(charts), problems);
    expect("missing", "document.querySelectorAll('.chart.missing').length", "0", problems);
    expect("notices", NOTICES, "", problems);
    return problems;
  }

  private void expect(String what, String expression, String value, List<String> problems) {
    String found = evaluate(expression).asText();
    if (!value.equals(found)) {
      problems.add("%s is '%s', not '%s'".formatted(what, found, value));
    }
  }

  private void resize(int width) {
    session.call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Gives the window another width and another scheme, light or dark, and waits for the charts. */
  void look(int width, String scheme) {
    resize(width);
    session.call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    evaluate(REDRAWN);
  }

  /** Lists what is cut, or wider than the window. */
  List<String> cuts() {
    List<String> cuts = new ArrayList<>();
    evaluate(CUT).forEach(cut -> cuts.add(cut.asText()));
    return cuts;
  }

  /** Writes a picture of the whole page. */
  void picture(Path file) throws IOException {
    JsonNode size = session.call("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
    Map<String, Object> clip =
        Map.of(
            "x", 0, "y", 0, "scale", 1, "width", size.get("width"), "height", size.get("height"));
    JsonNode picture =
        session.call("Page.captureScreenshot", Map.of("clip", clip, "captureBeyondViewport", true));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(picture.get("data").asText()));
  }

  @Override
  public void close() {
    navigate("about:blank");
    // Whoever attaches next would hear them again.
    session.call("Runtime.discardConsoleEntries", Map.of());
    session.call("Log.clear", Map.of());
    session.close();
    onClose.run();
  }
}
