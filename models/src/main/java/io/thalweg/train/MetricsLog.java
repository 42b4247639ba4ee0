package io.thalweg.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measurements of runs, in files that grow as they train.
 *
 * <pre>
 *   metrics.jsonl    a line for each point of each run:
 *                    {"run":"rloo","seed":1,"step":60,"seconds":1.5,"values":{"test":-120.5}}
 *   tensorboard/     a folder for each run with its event files, which TensorBoard draws
 * </pre>
 *
 * <p>A process that is killed may leave half of a line or of a record. {@link #resume} takes it
 * away, and all that the run measured after its checkpoint: the files then hold the curve of the
 * run, each step once and in order. It also adds the points that are missing. The values NaN and
 * infinity are null in {@code metrics.jsonl}.
 *
 * <p>Runs may append at the same time.
 */
public final class MetricsLog {

  private static final String EVENTS = "events.out.tfevents.%010d.thalweg";
  private static final String EVENTS_PATTERN = "events\\.out\\.tfevents\\.\\d{10}\\.thalweg";

  private final Path folder;

  /** The event file of each run in this process; it is made when it gets its first point. */
  private final Map<String, Path> eventFiles = new HashMap<>();

  /** Logs into a folder, which is made when it is needed. */
  public MetricsLog(Path folder) {
    this.folder = folder;
  }

  /**
   * Begins or goes on with a run, once before its first point is appended, whether it was restored
   * or is fresh.
   *
   * @throws IOException if files of the log cannot be read or written
   */
  public synchronized void resume(Run<?> run) throws IOException {
    Files.createDirectories(eventFolder(run));
    replaceLines(run);
    long last = run.points().isEmpty() ? -1 : run.last().step();
    List<Path> earlier = eventFiles(run);
    Path file = eventFolder(run).resolve(EVENTS.formatted(next(earlier)));
    long latest = -1;
    for (Path old : earlier) {
      latest = Math.max(latest, cut(old, last));
    }
    if (!earlier.isEmpty()) {
      append(file, EventRecords.version(wallTime()));
      append(file, EventRecords.restart(wallTime(), latest + 1));
    }
    eventFiles.put(run.fileName(), file);
    for (Point point : run.points()) {
      if (point.step() > latest) {
        appendEvent(file, point);
      }
    }
  }

  /**
   * Adds a point of a run to its files, and leaves nothing in buffers.
   *
   * @throws IllegalStateException if the run was not begun by {@link #resume}
   * @throws IOException if a file cannot be written
   */
  public synchronized void append(Run<?> run, Point point) throws IOException {
    Path file = eventFiles.get(run.fileName());
    if (file == null) {
      throw new IllegalStateException(
          "run %s of seed %d was not resumed before its first point"
              .formatted(run.id(), run.seed()));
    }
    append(lines(), bytes(line(run, point)));
    appendEvent(file, point);
  }

  private static void appendEvent(Path file, Point point) throws IOException {
    if (!Files.exists(file)) {
      append(file, EventRecords.version(wallTime()));
    }
    append(file, EventRecords.scalars(wallTime(), point.step(), point.values()));
  }

  private static void append(Path file, byte[] content) throws IOException {
    Files.write(file, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static double wallTime() {
    return System.currentTimeMillis() / 1e3;
  }

  private Path lines() {
    return folder.resolve("metrics.jsonl");
  }

  /** Replaces the lines of a run by those of its points; half a line at the end goes as well. */
  private void replaceLines(Run<?> run) throws IOException {
    Path file = lines();
    String all = Files.exists(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
    String whole = all.substring(0, all.lastIndexOf('\n') + 1);
    String begin = head(run);
    String others =
        whole
            .lines()
            .filter(line -> !line.startsWith(begin))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    String own = run.points().stream().map(point -> line(run, point)).collect(Collectors.joining());
    if (!all.equals(others + own)) {
      WholeFile.replace(file, bytes(others + own));
    }
  }

  private static String head(Run<?> run) {
    return "{\"run\":%s,\"seed\":%d,".formatted(quoted(run.id()), run.seed());
  }

  private static String line(Run<?> run, Point point) {
    String values =
        point.values().entrySet().stream()
            .map(value -> quoted(value.getKey()) + ":" + number(value.getValue()))
            .collect(Collectors.joining(","));
    return head(run)
        + "\"step\":%d,\"seconds\":%s,\"values\":{%s}}\n"
            .formatted(point.step(), number(point.seconds()), values);
  }

  /** A text as JSON has it. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "null";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private Path eventFolder(Run<?> run) {
    return folder.resolve("tensorboard").resolve(run.fileName());
  }

  /** The event files of a run by earlier processes, oldest first. */
  private List<Path> eventFiles(Run<?> run) throws IOException {
    try (Stream<Path> files = Files.list(eventFolder(run))) {
      return files
          .filter(file -> file.getFileName().toString().matches(EVENTS_PATTERN))
          .sorted()
          .toList();
    }
  }

  /** The number of a file after some. */
  private static int next(List<Path> earlier) {
    if (earlier.isEmpty()) {
      return 0;
    }
    String name = earlier.get(earlier.size() - 1).getFileName().toString();
    return 1 + Integer.parseInt(name.split("\\.", -1)[3]);
  }

  /**
   * Cuts a file off after the last step; one without any step is deleted.
   *
   * @return the last of the steps that are left; -1 if there is none
   */
  private static long cut(Path file, long last) throws IOException {
    byte[] content = Files.readAllBytes(file);
    EventRecords.Beginning kept = EventRecords.until(last, content);
    if (kept.step() < 0) {
      Files.delete(file);
    } else if (kept.length() < content.length) {
      WholeFile.replace(file, Arrays.copyOf(content, kept.length()));
    }
    return kept.step();
  }
}
