package io.thalweg.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.benchmarks.Timing;
import io.thalweg.benchmarks.Work;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PyTorch and JAX on the same works, by scripts that are part of this build.
 *
 * <p>A script prints one line of JSON for each variant.
 */
final class Peers implements AutoCloseable {

  private static final String RESOURCES = "/io/thalweg/benchmarks/peers/";

  /** A library to compare with, and what its scripts import. */
  enum Library {
    TORCH("torch"),
    JAX("jax");

    private final String id;

    Library(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }

    private List<String> packages() {
      return this == JAX ? List.of(id, "optax") : List.of(id);
    }
  }

  /**
   * What a script says of a variant.
   *
   * @param threads of PyTorch; 0 where the library takes what it wants
   */
  record Line(Library library, String variant, int threads, double median) {}

  /**
   * What a script printed.
   *
   * @param failure why it did not come to its end, in one clause; empty if it did
   */
  record Answer(List<Line> lines, Optional<String> failure) {}

  /** A Python that cannot be asked. */
  static final class PeerException extends Exception {
    private static final long serialVersionUID = 1L;

    PeerException(String message) {
      super(message);
    }
  }

  private final String python;
  private final Path folder;
  private final ObjectNode versions;

  private Peers(String python, Path folder) throws IOException, PeerException {
    this.python = python;
    this.folder = folder;
    this.versions = probe();
  }

  /**
   * With the scripts unpacked, and the Python asked what it has.
   *
   * @throws PeerException if it is no Python
   */
  static Peers of(String python) throws IOException, PeerException {
    Path folder = Files.createTempDirectory("thalweg-peers");
    try {
      unpack(folder);
      return new Peers(python, folder);
    } catch (IOException | PeerException e) {
      delete(folder);
      throw e;
    }
  }

  private static void unpack(Path folder) throws IOException {
    List<String> names = new ArrayList<>(List.of("probe.py", "timing.py"));
    for (Work work : Work.all()) {
      for (Library library : Library.values()) {
        names.add(script(work, library));
      }
    }
    for (String name : names) {
      try (InputStream in = Work.class.getResourceAsStream(RESOURCES + name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
  }

  private static String script(Work work, Library library) {
    return "%s_%s.py".formatted(work.id(), library.id());
  }

  private ObjectNode probe() throws IOException, PeerException {
    Finished probe;
    try {
      probe = run(List.of(python, folder.resolve("probe.py").toString()));
    } catch (IOException e) {
      throw new PeerException("%s cannot be started; it is no Python".formatted(python));
    }
    List<ObjectNode> answer = probe.out().stream().flatMap(line -> parse(line).stream()).toList();
    if (probe.exit() != 0 || answer.size() != 1 || !answer.get(0).path("python").isTextual()) {
      throw new PeerException("%s does not answer as a Python 3.8 or newer does".formatted(python));
    }
    return answer.get(0);
  }

  /** Where all that a library's scripts import is there. */
  boolean has(Library library) {
    return missing(library).isEmpty();
  }

  /** The first package that a library's scripts miss. */
  Optional<String> missing(Library library) {
    return library.packages().stream().filter(name -> !versions.path(name).isTextual()).findFirst();
  }

  /** Of Python and what it has, by name. */
  ObjectNode versions() {
    return versions;
  }

  /** Runs a work's script to its end, or as far as it gets. */
  Answer run(Work work, Library library, Timing.Effort effort, long seed) throws IOException {
    Finished script =
        run(
            List.of(
                python,
                folder.resolve(script(work, library)).toString(),
                "--seconds",
                Double.toString(effort.seconds()),
                "--warmup",
                Double.toString(effort.warmUpSeconds()),
                "--seed",
                Long.toString(seed)));
    List<Line> lines = new ArrayList<>();
    for (String text : script.out()) {
      parse(text)
          .filter(line -> line.path("median_us").isNumber())
          .ifPresent(line -> lines.add(line(library, line)));
    }
    String name = "the script of %s under %s".formatted(work.id(), library.id());
    if (script.exit() != 0) {
      return new Answer(lines, Optional.of(name + " failed: " + script.reason()));
    }
    return new Answer(
        lines, lines.isEmpty() ? Optional.of(name + " printed no figures") : Optional.empty());
  }

  private static Line line(Library library, JsonNode line) {
    return new Line(
        library,
        line.path("variant").asText(),
        line.path("threads").asInt(0),
        line.get("median_us").asDouble());
  }

  private static Optional<ObjectNode> parse(String line) {
    try {
      JsonNode node = Output.JSON.readTree(line);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      // A library may print a line of its own.
      return Optional.empty();
    }
  }

  private record Finished(int exit, List<String> out, List<String> err) {

    /** Python's last line is the exception itself. */
    String reason() {
      return err.stream()
          .filter(line -> !line.isBlank())
          .reduce((first, second) -> second)
          .orElse("it ended with code " + exit);
    }
  }

  private Finished run(List<String> command) throws IOException {
    Path err = folder.resolve("stderr.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    // Scripts must not leave compiled copies of themselves.
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      String errors = new String(Files.readAllBytes(err), StandardCharsets.UTF_8);
      return new Finished(exit, text.lines().toList(), errors.lines().toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a script ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
