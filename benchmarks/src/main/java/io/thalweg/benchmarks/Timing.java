package io.thalweg.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * The time of one operation, in microseconds.
 *
 * @param median half of the operations take longer
 * @param mean includes all garbage collections
 * @param spread the difference between the medians of the slowest and the fastest part of the
 *     measurement, as a share of the median of the parts
 * @param interpreted whether vector kernels were not yet compiled
 */
public record Timing(double median, double mean, double spread, boolean interpreted) {

  private static final int PATIENCE_SECONDS = 120;
  private static final int PARTS = 5;

  private static final int WARMER = 10;
  private static final double LONGEST_WARM_UP_SECONDS = 8;

  /**
   * The time to spend on a measurement.
   *
   * @param warmUpSeconds the time before measuring begins
   * @param seconds the time that is measured
   */
  public record Effort(double warmUpSeconds, double seconds) {

    /** The effort for published figures. */
    public static final Effort FULL = new Effort(2, 2);

    /** The least effort, to see that everything runs. */
    public static final Effort QUICK = new Effort(0.3, 0.3);

    /** Returns the same effort after a longer time to warm up. */
    public Effort warmer() {
      double longer = Math.min(WARMER * warmUpSeconds, LONGEST_WARM_UP_SECONDS);
      return new Effort(Math.max(warmUpSeconds, longer), seconds);
    }
  }

  /** A benchmark failed. */
  public static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Measures with JMH, in a Java process of its own with the options of this one.
   *
   * @throws FailedException if the benchmark fails
   */
  public static Timing of(Case what, Effort effort, long seed) {
    // Its lock keeps off other users of the machine, and leaves nothing that we would not notice.
    System.setProperty("jmh.ignoreLock", "true");
    try {
      Path log = Files.createTempFile("thalweg-bench", ".log");
      try {
        return run(what, effort, seed, log);
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Timing run(Case what, Effort effort, long seed, Path log) throws IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(
                "^" + what.benchmark().getName().replace(".", "\\.") + "\\." + what.method() + "$")
            .forks(1)
            .threads(1)
            .warmupIterations(1)
            .warmupTime(seconds(effort.warmUpSeconds()))
            .measurementIterations(PARTS)
            .measurementTime(seconds(effort.seconds() / PARTS))
            .timeout(TimeValue.seconds(PATIENCE_SECONDS))
            .shouldFailOnError(true)
            .output(log.toString())
            .param("seed", Long.toString(seed));
    what.parameters().forEach(options::param);
    if (what.vectors()) {
      options.addProfiler(InterpretedVectors.class);
    }
    try {
      RunResult result = new Runner(options.build()).runSingle();
      Statistics micros = result.getPrimaryResult().getStatistics();
      double[] parts =
          result.getBenchmarkResults().stream()
              .flatMap(fork -> fork.getIterationResults().stream())
              .mapToDouble(part -> part.getPrimaryResult().getStatistics().getPercentile(50))
              .toArray();
      return new Timing(
          micros.getPercentile(50),
          micros.getMean(),
          spread(parts),
          InterpretedVectors.found(result));
    } catch (RunnerException e) {
      throw new FailedException(
          "the benchmark %s.%s %s failed: %s"
              .formatted(
                  what.benchmark().getSimpleName(), what.method(), what.parameters(), reason(log)),
          e);
    }
  }

  /** Computes the range of some times as a share of their median. */
  static double spread(double... parts) {
    double[] sorted = parts.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    double median = (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
    return (sorted[last] - sorted[0]) / median;
  }

  private static TimeValue seconds(double seconds) {
    return TimeValue.milliseconds(Math.round(1_000 * seconds));
  }

  /** The first exception in JMH's log. */
  private static String reason(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("Exception") || line.contains("Error"))
        .findFirst()
        .orElse("its Java ended early");
  }
}
