package io.thalweg.objective;

import io.thalweg.Objective;
import io.thalweg.support.Require;
import java.io.File;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An objective that is evaluated in other Java processes of this machine.
 *
 * <pre>{@code
 * try (Fallible f = WorkerPool.of(Solver.class, 2).timeLimit(Duration.ofSeconds(10))) {
 *   Estimate estimate = new Rloo(64).estimate(law, f, random);
 *   System.out.println(f.counts().describe());
 *   return estimate;
 * }
 * }</pre>
 *
 * <p>So a crash of native code, a hang or memory that runs out costs one worker, not the run. Each
 * worker is started from the Java and the class path of this process, makes f by its constructor
 * without parameters, and is asked one event at a time. Where it dies or exceeds the time limit,
 * another one is started and the event is asked once more; then it has failed. An exception that f
 * throws is a failure at that event and costs no worker. Values are the same bits as in this
 * process, whoever computes them, as long as f has no state.
 *
 * <p>What f prints goes to standard error, and its end into the message if the worker dies. A
 * worker ends when its input does: at {@link #close}, and when this process dies, however that
 * comes. To ask a worker takes some 30 microseconds: for an f that is faster than that, threads are
 * better.
 */
public final class WorkerPool extends Fallible {

  private final Class<?> type;
  private final List<String> options;
  private final Crew crew;

  private WorkerPool(Class<?> type, List<String> options, int workers, Optional<Duration> limit) {
    super(Noisy.class.isAssignableFrom(type));
    this.type = type;
    this.options = options;
    this.crew =
        new Crew(
            "a worker of " + type.getName(),
            command(type, options),
            WorkerWire.INSTANCE,
            workers,
            limit,
            tally());
  }

  /**
   * Makes an objective; workers are started when they are needed.
   *
   * @param f a class whose constructor without parameters makes the objective; both are public
   * @param workers how many processes
   * @throws IllegalArgumentException if the class is not of this kind, or there is no worker
   */
  public static WorkerPool of(Class<? extends Objective> f, int workers) {
    return make(f, workers);
  }

  /** Makes an objective with noise of its own; it is as {@link #of} otherwise. */
  public static WorkerPool ofNoisy(Class<? extends Noisy> f, int workers) {
    return make(f, workers);
  }

  private static WorkerPool make(Class<?> f, int workers) {
    Require.given("the class of the objective", f);
    Require.atLeast(1, "the number of workers", workers);
    boolean makes =
        Modifier.isPublic(f.getModifiers())
            && !Modifier.isAbstract(f.getModifiers())
            && Arrays.stream(f.getConstructors()).anyMatch(c -> c.getParameterCount() == 0);
    if (!makes) {
      throw new IllegalArgumentException(
          "%s must be a public class with a public constructor without parameters"
              .formatted(f.getName()));
    }
    return new WorkerPool(f, List.of(), workers, Optional.empty());
  }

  /** Returns this objective with options of Java for its workers, such as -Xmx1g. */
  public WorkerPool options(String... java) {
    return new WorkerPool(type, List.of(java), crew.processes(), crew.limit());
  }

  /** Returns this objective with a time limit for each event, after which the worker is killed. */
  @Override
  public WorkerPool timeLimit(Duration limit) {
    Require.positive("the time limit in seconds", limit.toNanos() / 1e9);
    return new WorkerPool(type, options, crew.processes(), Optional.of(limit));
  }

  /** Returns this objective with another number of workers. */
  @Override
  public WorkerPool parallel(int workers) {
    Require.atLeast(1, "the number of workers", workers);
    return new WorkerPool(type, options, workers, crew.limit());
  }

  @Override
  protected Answers attempt(Request request) {
    return crew.attempt(request);
  }

  @Override
  public void close() {
    crew.close();
  }

  private static List<String> command(Class<?> type, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath(type));
    command.add(Worker.class.getName());
    command.add(type.getName());
    return command;
  }

  /** All that this process can load, be it on the class path or on the module path. */
  static String classPath(Class<?> type) {
    Set<String> entries = new LinkedHashSet<>();
    entries.add(home(type));
    entries.add(home(Worker.class));
    for (String path : List.of("java.class.path", "jdk.module.path")) {
      entries.addAll(List.of(System.getProperty(path, "").split(File.pathSeparator)));
    }
    entries.remove("");
    return String.join(File.pathSeparator, entries);
  }

  /** The folder or the jar of a class. */
  private static String home(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    URL url = type.getResource("/" + file);
    String text = url == null ? "" : url.toString();
    if (text.startsWith("jar:file:")) {
      return Path.of(URI.create(text.substring("jar:".length(), text.indexOf("!/")))).toString();
    }
    if (!text.startsWith("file:")) {
      throw new IllegalArgumentException(
          "%s stands in no file, so that another process cannot load it".formatted(type.getName()));
    }
    return Path.of(URI.create(text.substring(0, text.length() - file.length()))).toString();
  }
}
