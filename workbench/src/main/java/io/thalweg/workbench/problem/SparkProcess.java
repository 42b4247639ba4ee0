package io.thalweg.workbench.problem;

import io.thalweg.Events;
import io.thalweg.ObjectiveException;
import io.thalweg.Shape;
import io.thalweg.objective.Answers;
import io.thalweg.objective.Request;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Run;
import io.thalweg.simulation.SimulatorException;
import io.thalweg.simulation.Tape;
import io.thalweg.workbench.output.Progress;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process that has Spark's jars, which this one has not, and evaluates a user's objective or
 * makes runs of a user's simulator by the executors of a master. What it says on standard error
 * goes there. The two speak as {@code io.thalweg.spark.Server} says.
 */
final class SparkProcess implements AutoCloseable {

  private static final String SERVER = "io.thalweg.spark.Server";
  private static final int ANSWER = 0;
  private static final int NO_ANSWER = 2;
  private static final int EVENTS = 0;
  private static final int RUNS = 1;
  private static final int FAREWELL_SECONDS = 10;
  // Ctrl-C goes to both processes. This one handles it; that of Spark must stay to be stopped.
  private static final List<String> DEAF = List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");
  private static final String LOOPBACK = "127.0.0.1";

  private final Path folder;
  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;

  /**
   * The settings of a process.
   *
   * @param home the folder of the module that has been built with Spark
   * @param master as Spark names it
   * @param properties a file of Spark's properties, or ""
   * @param type the class that states the objective or the simulator, of a compiled file
   * @param classPath what the file needs besides Thalweg
   */
  record Settings(
      Path home, String master, String properties, Class<?> type, List<Path> classPath) {

    /** Refuses a home that was not built. */
    static Path built(String home) {
      Path module = Path.of(home);
      if (home.isEmpty() || !Files.isReadable(module.resolve("target/classpath.txt"))) {
        throw new JavaProblem.ProblemException(
            "Spark is not there: start this by ./thalweg, or build it by 'mvn package -pl spark"
                + " -am' and name its folder by -Dthalweg.spark=DIR");
      }
      return module;
    }

    /** The class path of what the executors need besides Spark. */
    private List<Path> own(Path jar) {
      List<Path> own = new ArrayList<>(List.of(jar));
      own.addAll(classPath);
      own.add(home.resolve("target/thalweg-spark.jar"));
      return own.stream().map(Path::toAbsolutePath).toList();
    }

    private List<String> command(Path folder) throws IOException {
      List<Path> own = own(SourceFile.jar(type, folder.resolve("file.jar")));
      String libraries = Files.readString(home.resolve("target/classpath.txt")).strip();
      List<String> command = new ArrayList<>(File.separatorChar == '/' ? DEAF : List.of());
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("@" + home.resolve("java.options"));
      command.add("-Djava.awt.headless=true");
      command.add("-Dthalweg.kernels=scalar");
      command.add("-cp");
      command.add(
          joined(own.stream().map(Path::toString), File.pathSeparator)
              + File.pathSeparator
              + libraries);
      command.add(SERVER);
      command.add(master);
      command.add(type.getName());
      command.add(joined(Stream.concat(own.stream().map(Path::toString), thalweg(libraries)), ","));
      command.add(properties);
      return command;
    }

    /** The jars that no installation of Spark has. */
    private static Stream<String> thalweg(String libraries) {
      return Stream.of(libraries.split(File.pathSeparator))
          .filter(
              jar ->
                  jar.matches(".*[/\\\\](thalweg-core|commons-(numbers|rng|statistics))[^/\\\\]*"));
    }

    private static String joined(Stream<String> parts, String separator) {
      return parts.collect(Collectors.joining(separator));
    }
  }

  /**
   * Starts the process and waits until Spark has started.
   *
   * @throws ObjectiveException if it cannot be started, or says why it does not
   */
  SparkProcess(Settings settings) {
    Progress.say("Starting Spark on %s.".formatted(settings.master()));
    try {
      folder = Files.createTempDirectory("thalweg-spark");
      // What a cluster of processes looks for.
      Files.createDirectory(folder.resolve("jars"));
      ProcessBuilder builder = new ProcessBuilder(settings.command(folder));
      Map<String, String> environment = builder.environment();
      if (settings.master().startsWith("local")) {
        environment.put("SPARK_HOME", folder.toString());
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_DIRS", folder.toString());
        environment.put("SPARK_LOCAL_IP", LOOPBACK);
      }
      process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new ObjectiveException("cannot start Spark: " + e.getMessage(), e);
    }
    out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    String failure = "";
    try {
      failure = in.readByte() == ANSWER ? "" : in.readUTF();
    } catch (IOException e) {
      failure = ended();
    }
    if (!failure.isEmpty()) {
      close();
      throw new ObjectiveException("cannot start Spark: " + failure);
    }
  }

  private String ended() {
    try {
      return process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)
          ? "its process ended with exit code %d; its last messages are above"
              .formatted(process.exitValue())
          : "its process does not answer";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the thread that waited for it was interrupted";
    }
  }

  /**
   * Asks for the values of a request.
   *
   * @param limit of the time of an event, or null
   * @throws ObjectiveException if the process has ended, or Spark gave up
   */
  synchronized Answers ask(Request request, @Nullable Duration limit) {
    try {
      write(request, limit == null ? 0 : limit.toNanos());
      Answers answers = new Answers(request.count());
      for (int row = 0; row < request.count(); row++) {
        int kind = in.readByte();
        if (kind == ANSWER) {
          answers.put(row, in.readDouble());
          continue;
        }
        ObjectiveException failure = new ObjectiveException(in.readUTF());
        if (kind == NO_ANSWER) {
          throw failure;
        }
        answers.fail(row, failure);
      }
      return answers;
    } catch (IOException e) {
      throw new ObjectiveException("Spark is lost: " + ended(), e);
    }
  }

  private void write(Request request, long limit) throws IOException {
    Events events = request.events();
    Shape shape = events.shape();
    out.writeByte(EVENTS);
    out.writeInt(shape.contexts());
    out.writeInt(shape.size());
    out.writeInt(shape.categories());
    out.writeLong(limit);
    out.writeInt(request.count());
    for (int row = 0; row < request.count(); row++) {
      out.writeInt(events.context(row));
      out.writeLong(request.seeds()[row]);
      for (double coordinate : events.value(row)) {
        out.writeDouble(coordinate);
      }
    }
    out.flush();
  }

  /**
   * Makes runs of consecutive numbers.
   *
   * @throws SimulatorException if a run failed, or Spark gave up
   * @throws ObjectiveException if the process has ended
   */
  synchronized List<Run> runs(Parameters at, long seed, long first, int count) {
    try {
      double[] theta = at.theta();
      out.writeByte(RUNS);
      out.writeInt(theta.length);
      for (double number : theta) {
        out.writeDouble(number);
      }
      out.writeLong(seed);
      out.writeLong(first);
      out.writeInt(count);
      out.flush();
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        if (in.readByte() != ANSWER) {
          throw new SimulatorException(in.readUTF());
        }
        Tape tape = Tape.of(in.readNBytes(in.readInt()));
        runs.add(tape.replay(at, seed, first + i));
      }
      return runs;
    } catch (IOException e) {
      throw new ObjectiveException("Spark is lost: " + ended(), e);
    }
  }

  /** Lets Spark stop and the process end, or ends it, and deletes what they wrote. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      // It does not listen, and is ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      Progress.complain("cannot delete %s: %s".formatted(folder, e.getMessage()));
    }
  }
}
