package io.thalweg.workbench.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.objective.Fallible;
import io.thalweg.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what is done where f fails or takes too long. */
public final class Endurance {

  @Option(
      names = "--time-limit",
      paramLabel = "N",
      description =
          "Seconds that f may take for an event, after which it has failed (default: none).")
  private @Nullable Double seconds;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "How often f is asked again where it failed (default: 0).")
  private int retries;

  @Option(
      names = "--skip",
      paramLabel = "SHARE",
      description =
          "The share of events at which f may fail, such as 0.01: they count as the mean of earlier"
              + " values, so that estimates are of E[f | f does not fail] (default: none).")
  private @Nullable Double skip;

  /**
   * Returns a problem whose objective does what the options say.
   *
   * @throws ParameterException if they make no sense, or f has a gradient, which would be lost
   */
  public Problem around(CommandLine line, Problem problem) {
    if (seconds == null && retries == 0 && skip == null) {
      return problem;
    }
    if (problem.objective() instanceof DifferentiableObjective) {
      throw new ParameterException(
          line, "--time-limit, --retries and --skip need an f without a gradient.");
    }
    Fallible f = Fallible.of(problem.objective());
    try {
      f = seconds == null ? f : f.timeLimit(Duration.ofNanos(Math.round(seconds * 1e9)));
      f = retries == 0 ? f : f.retries(retries);
      f = skip == null ? f : f.skips(skip);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, e.getMessage() + ".", e);
    }
    return new Problem(problem.id(), problem.title(), problem.law(), f, problem.estimand());
  }
}
