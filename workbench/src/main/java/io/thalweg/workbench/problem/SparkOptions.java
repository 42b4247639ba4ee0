package io.thalweg.workbench.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.objective.Answers;
import io.thalweg.objective.Fallible;
import io.thalweg.objective.Request;
import io.thalweg.problem.Problem;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Run;
import io.thalweg.simulation.RunMaker;
import io.thalweg.support.Require;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that let executors of Spark evaluate what a user's Java file states. */
public final class SparkOptions {

  /** The property that names the folder of the module that was built with Spark. */
  static final String HOME = "thalweg.spark";

  private static final String EMBEDDED = "local[2,4]";
  private static final Pattern MASTER =
      Pattern.compile("local(\\[.+])?|local-cluster\\[.+]|spark://.+");

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      arity = "0..1",
      fallbackValue = EMBEDDED,
      description =
          "Let Apache Spark run the code of a Java file, where it is slow: spark://HOST:PORT,"
              + " local-cluster[EXECUTORS,CORES,MEGABYTES] or local[THREADS,ATTEMPTS] (without"
              + " MASTER: ${FALLBACK-VALUE}). See docs/scale.md.")
  private @Nullable String master;

  @Option(
      names = "--spark-properties",
      paramLabel = "FILE",
      description = "Properties of Spark, in the form of its spark-defaults.conf.")
  private @Nullable Path properties;

  /**
   * Returns the problem of a file with an objective that Spark evaluates, if the options say so.
   *
   * @param classPath what the file needs besides Thalweg
   * @param seed of the noise of f, if it has any
   * @throws ParameterException if f cannot be evaluated elsewhere
   */
  public Problem around(
      CommandLine line, Problem problem, JavaProblem file, List<Path> classPath, long seed) {
    Optional<LazySpark> spark = spark(line, file.type(), classPath);
    if (spark.isEmpty()) {
      return problem;
    }
    Objective f = problem.objective();
    if (f instanceof DifferentiableObjective) {
      throw new ParameterException(line, "--spark needs an f without a gradient.");
    }
    boolean noisy = f instanceof Fallible fallible && fallible.isNoisy();
    if (noisy && file.makesItsObjective()) {
      throw new ParameterException(
          line, "--spark needs noise as 'static double value(double[] x, RandomGenerator noise)'.");
    }
    Fallible there = new OnSpark(spark.get(), noisy, null);
    return new Problem(
        problem.id(),
        problem.title(),
        problem.law(),
        noisy ? there.seeded(seed) : there,
        problem.estimand());
  }

  /**
   * Returns what makes the runs of a file by Spark; empty if the options do not say so.
   *
   * @param classPath what the file needs besides Thalweg
   */
  public Optional<SparkRunMaker> maker(CommandLine line, JavaSimulator file, List<Path> classPath) {
    return spark(line, file.type(), classPath).map(SparkRunMaker::new);
  }

  private Optional<LazySpark> spark(CommandLine line, Class<?> type, List<Path> classPath) {
    if (properties != null && !Files.isReadable(properties)) {
      throw new ParameterException(
          line, "--spark-properties names %s, which cannot be read.".formatted(properties));
    }
    if (master == null) {
      if (properties != null) {
        throw new ParameterException(line, "--spark-properties is for --spark, which is missing.");
      }
      return Optional.empty();
    }
    if (!MASTER.matcher(master).matches()) {
      throw new ParameterException(
          line,
          "--spark is %s; it must be spark://HOST:PORT, local-cluster[…] or local[…]."
              .formatted(master));
    }
    String settings = properties == null ? "" : properties.toString();
    Path home = SparkProcess.Settings.built(System.getProperty(HOME, ""));
    return Optional.of(
        new LazySpark(new SparkProcess.Settings(home, master, settings, type, classPath)));
  }

  /**
   * Refuses the options for a problem that is no file.
   *
   * @throws ParameterException if they were given
   */
  public void refuse(CommandLine line, String name) {
    if (master != null || properties != null) {
      throw new ParameterException(
          line, "--spark is for a Java file; %s takes microseconds.".formatted(name));
    }
  }

  /** A process of Spark that is started when it is first needed. */
  private static final class LazySpark implements AutoCloseable {

    private final SparkProcess.Settings settings;
    // Both null until it is needed.
    private @Nullable SparkProcess started;
    private @Nullable ObjectiveException failure;

    LazySpark(SparkProcess.Settings settings) {
      this.settings = settings;
    }

    /** Starts it once; what does not start now will not start later, either. */
    synchronized SparkProcess get() {
      if (failure != null) {
        throw failure;
      }
      try {
        SparkProcess process = started == null ? new SparkProcess(settings) : started;
        started = process;
        return process;
      } catch (ObjectiveException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public synchronized void close() {
      if (started != null) {
        started.close();
        started = null;
      }
    }
  }

  /** Makes the runs of a simulator by Spark. */
  public static final class SparkRunMaker implements RunMaker, AutoCloseable {

    private final LazySpark spark;

    private SparkRunMaker(LazySpark spark) {
      this.spark = spark;
    }

    @Override
    public List<Run> runs(Parameters at, long seed, long first, int count) {
      return spark.get().runs(at, seed, first, count);
    }

    /** Ends Spark and its process, if they were needed. */
    @Override
    public void close() {
      spark.close();
    }
  }

  /** An objective that another process evaluates by Spark. */
  private static final class OnSpark extends Fallible {

    private final LazySpark spark;
    private final @Nullable Duration limit;

    OnSpark(LazySpark spark, boolean noisy, @Nullable Duration limit) {
      super(noisy);
      this.spark = spark;
      this.limit = limit;
    }

    @Override
    public Fallible timeLimit(Duration limit) {
      Require.positive("the time limit in seconds", limit.toNanos() / 1e9);
      return new OnSpark(spark, isNoisy(), limit);
    }

    @Override
    protected Answers attempt(Request request) {
      Answers answers = spark.get().ask(request, limit);
      count(answers);
      return answers;
    }

    @Override
    public void close() {
      spark.close();
    }
  }
}
