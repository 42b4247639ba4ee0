package io.thalweg.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 */
public record Timing(double median, double mean) {

  private static final int PATIENCE_SECONDS = 120;

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
            .measurementIterations(1)
            .measurementTime(seconds(effort.seconds()))
            .timeout(TimeValue.seconds(PATIENCE_SECONDS))
            .shouldFailOnError(true)
            .output(log.toString())
            .param("seed", Long.toString(seed));
    what.parameters().forEach(options::param);
    try {
      RunResult result = new Runner(options.build()).runSingle();
      Statistics micros = result.getPrimaryResult().getStatistics();
      return new Timing(micros.getPercentile(50), micros.getMean());
    } catch (RunnerException e) {
      throw new FailedException(
          "the benchmark %s.%s %s failed: %s"
              .formatted(
                  what.benchmark().getSimpleName(), what.method(), what.parameters(), reason(log)),
          e);
    }
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
