package io.thalweg.workbench.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.benchmarks.Timing;
import io.thalweg.benchmarks.Workload;
import io.thalweg.workbench.output.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Python's libraries on our workloads, by scripts that are part of this build.
 *
 * <p>A script prints one line of JSON for each variant.
 */
final class Peers implements AutoCloseable {

  private static final String RESOURCES = "/io/thalweg/benchmarks/peers/";
  private static final Limits LIMITS = new Limits(60, 600);

  /**
   * The times after which a Python is considered to hang.
   *
   * @param probeSeconds the limit for naming its packages
   * @param scriptSeconds the limit for a script; a slow machine needs a tenth of it
   */
  record Limits(int probeSeconds, int scriptSeconds) {}

  /** A library to compare with, and the imports of its scripts. */
  enum Library {
    TORCH("torch"),
    JAX("jax"),
    GYMNASIUM("gymnasium");

    private final String id;

    Library(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }

    /** Whether there is a script of it for a workload. */
    boolean knows(Workload workload) {
      return workload.peers().contains(id);
    }

    private List<String> packages() {
      return this == JAX ? List.of(id, "optax") : List.of(id);
    }
  }

  /**
   * A script's result for a variant.
   *
   * @param threads the threads of PyTorch; 0 if the library decides by itself
   */
  record Line(Library peer, String variant, int threads, double median) {}

  /**
   * The output of a script.
   *
   * @param failure the reason why it failed, in one clause; empty if it ended
   */
  record Answer(List<Line> lines, Optional<String> failure) {}

  /** A Python cannot be used. */
  static final class PeerException extends Exception {
    private static final long serialVersionUID = 1L;

    PeerException(String message) {
      super(message);
    }
  }

  private final String python;
  private final Path folder;
  private final Limits limits;
  private final ObjectNode versions;
  private final Set<String> hanging = new HashSet<>();

  private Peers(String python, Path folder, Limits limits) throws IOException, PeerException {
    this.python = python;
    this.folder = folder;
    this.limits = limits;
    this.versions = probe();
  }

  /**
   * Unpacks the scripts and asks the Python for its packages.
   *
   * @throws PeerException if it is no Python
   */
  static Peers of(String python) throws IOException, PeerException {
    return of(python, LIMITS);
  }

  static Peers of(String python, Limits limits) throws IOException, PeerException {
    Path folder = Files.createTempDirectory("thalweg-peers");
    try {
      unpack(folder);
      return new Peers(python, folder, limits);
    } catch (IOException | PeerException e) {
      delete(folder);
      throw e;
    }
  }

  private static void unpack(Path folder) throws IOException {
    List<String> names = new ArrayList<>(List.of("probe.py", "timing.py"));
    for (Workload workload : Workload.all()) {
      workload.peers().forEach(library -> names.add(script(workload, library)));
    }
    for (String name : names) {
      try (InputStream in = Workload.class.getResourceAsStream(RESOURCES + name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
  }

  private static String script(Workload workload, String library) {
    return "%s_%s.py".formatted(workload.id(), library);
  }

  private ObjectNode probe() throws IOException, PeerException {
    Finished probe;
    try {
      probe = run(limits.probeSeconds(), "probe.py");
    } catch (IOException e) {
      throw new PeerException("%s cannot be started; it is no Python".formatted(python));
    }
    if (!probe.inTime()) {
      throw new PeerException(
          "%s did not answer within %d s".formatted(python, limits.probeSeconds()));
    }
    List<ObjectNode> answer = probe.out().stream().flatMap(line -> parse(line).stream()).toList();
    if (probe.exit() != 0 || answer.size() != 1 || !answer.get(0).path("python").isTextual()) {
      throw new PeerException("%s does not answer as a Python 3.8 or newer does".formatted(python));
    }
    return answer.get(0);
  }

  /** Whether all imports of a library's scripts are installed. */
  boolean has(Library library) {
    return missing(library).isEmpty();
  }

  /** Finds the first package that a library's scripts miss. */
  Optional<String> missing(Library library) {
    return library.packages().stream().filter(name -> !versions.path(name).isTextual()).findFirst();
  }

  /** The versions of Python and its packages, by name. */
  ObjectNode versions() {
    return versions;
  }

  /** Runs a workload's script as far as it gets; a script that hung is not run again. */
  Answer run(Workload workload, Library library, Timing.Effort effort, long seed)
      throws IOException {
    String name = "the script of %s under %s".formatted(workload.id(), library.id());
    Optional<String> late =
        Optional.of("%s took longer than %d s".formatted(name, limits.scriptSeconds()));
    if (hanging.contains(name)) {
      return new Answer(List.of(), late);
    }
    Finished script =
        run(
            limits.scriptSeconds(),
            script(workload, library.id()),
            "--seconds",
            Double.toString(effort.seconds()),
            "--warmup",
            Double.toString(effort.warmUpSeconds()),
            "--seed",
            Long.toString(seed));
    List<Line> lines = new ArrayList<>();
    for (String text : script.out()) {
      parse(text)
          .filter(line -> line.path("median_us").isNumber())
          .ifPresent(line -> lines.add(line(library, line)));
    }
    if (!script.inTime()) {
      hanging.add(name);
      return new Answer(lines, late);
    }
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
      JsonNode node = Json.MAPPER.readTree(line);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      // A library may print a line of its own.
      return Optional.empty();
    }
  }

  private record Finished(boolean inTime, int exit, List<String> out, List<String> err) {

    /** The reason of a failure: Python's last line is the exception itself. */
    String reason() {
      return err.stream()
          .filter(line -> !line.isBlank())
          .reduce((first, second) -> second)
          .orElse("it ended with code " + exit);
    }
  }

  private Finished run(int seconds, String script, String... arguments) throws IOException {
    Path out = folder.resolve("stdout.txt");
    Path err = folder.resolve("stderr.txt");
    List<String> command = new ArrayList<>(List.of(python, folder.resolve(script).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    // Scripts must not leave compiled copies of themselves.
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      boolean inTime = process.waitFor(seconds, TimeUnit.SECONDS);
      end(process);
      return new Finished(inTime, process.waitFor(), lines(out), lines(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a script ran", e);
    } finally {
      end(process);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
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
