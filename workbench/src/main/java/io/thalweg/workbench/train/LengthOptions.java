package io.thalweg.workbench.train;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@code train} that say how long a run is, which is counted in steps. */
final class LengthOptions {

  /** The names of these options. */
  static final List<String> NAMES = List.of("--steps", "--budget");

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Steps of training for each run; with more than before, the same command goes on from"
              + " where it ended (default: that of the model).")
  private @Nullable Integer steps;

  @Option(
      names = "--budget",
      paramLabel = "evaluations=N|seconds=N",
      description =
          "In place of --steps: evaluations of f for each run, or seconds of training, with which"
              + " results depend on the machine. A run ends at the first step after its budget is"
              + " used.")
  private @Nullable String budget;

  /**
   * Returns the length that was asked for.
   *
   * @param epochs that were given; null if none were
   * @param standard steps where no length was given
   * @throws ParameterException if more than one was given, or one is none
   */
  Budget budget(CommandLine line, @Nullable Integer epochs, int standard) {
    List<String> given =
        Stream.of("--steps", "--epochs", "--budget")
            .filter(line.getParseResult()::hasMatchedOption)
            .toList();
    if (given.size() > 1) {
      throw new ParameterException(
          line, "%s say the same; give one of them.".formatted(String.join(" and ", given)));
    }
    requireCount(line, "--steps", steps);
    requireCount(line, "--epochs", epochs);
    if (epochs != null) {
      return new Budget(Budget.Unit.EPOCHS, epochs);
    }
    if (budget == null) {
      return Budget.steps(steps == null ? standard : steps);
    }
    try {
      return Budget.parse(budget);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, "--budget is '%s'; %s.".formatted(budget, e.getMessage()));
    }
  }

  /**
   * Checks a number.
   *
   * @throws ParameterException if it is given and below 1
   */
  static void requireCount(CommandLine line, String option, @Nullable Integer count) {
    if (count != null && count < 1) {
      throw new ParameterException(
          line, "%s is %d; it must be at least 1.".formatted(option, count));
    }
  }
}
