package io.thalweg.workbench.train;

import io.thalweg.train.Run;
import io.thalweg.workbench.output.Plural;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * The length of a run, which ends at the first step after it is used.
 *
 * <p>Seconds are those of training alone, measurements not counted. Results then depend on the
 * machine; in the other units they do not.
 *
 * @param unit what is counted
 * @param amount at least 1
 */
record Budget(Unit unit, long amount) {

  /** The name of a run's measurement of the evaluations of f so far. */
  static final String MEASUREMENT = "evaluations";

  private static final long MOST = 1_000_000_000_000_000L;

  /** Units of the length of a run. */
  enum Unit {
    STEPS,
    EPOCHS,
    EVALUATIONS,
    SECONDS;

    /** The name on the command line and in results. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Budget steps(long steps) {
    return new Budget(Unit.STEPS, steps);
  }

  /**
   * Reads a text such as {@code evaluations=1e6} or {@code seconds=60}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Budget parse(String text) {
    String[] sides = text.split("=", 2);
    for (Unit unit : List.of(Unit.EVALUATIONS, Unit.SECONDS)) {
      if (sides.length == 2 && unit.label().equals(sides[0].strip())) {
        return new Budget(unit, wholeFromOne(sides[1].strip()));
      }
    }
    throw new IllegalArgumentException("it must be evaluations=N or seconds=N");
  }

  private static long wholeFromOne(String number) {
    long amount;
    try {
      amount = new BigDecimal(number.replace("_", "")).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("N must be a whole number, such as 1000 or 1e6", e);
    }
    if (amount < 1 || amount > MOST) {
      throw new IllegalArgumentException("N must be within 1 and 1e15");
    }
    return amount;
  }

  /**
   * Returns the same length in steps if it is one in epochs.
   *
   * @throws IllegalArgumentException if they are more than can be counted
   */
  Budget inSteps(int stepsPerEpoch) {
    if (unit != Unit.EPOCHS) {
      return this;
    }
    if (amount > Integer.MAX_VALUE / stepsPerEpoch) {
      throw new IllegalArgumentException(
          "%d epochs of %d steps are more steps than can be counted"
              .formatted(amount, stepsPerEpoch));
    }
    return steps(amount * stepsPerEpoch);
  }

  /** Computes how much of it a run has used. */
  double used(Run<?> run, long evaluations) {
    return switch (unit) {
      case STEPS, EPOCHS -> run.steps();
      case EVALUATIONS -> evaluations;
      case SECONDS -> run.seconds();
    };
  }

  /** Whether a run made another step after it was used. */
  boolean isExceeded(Run<?> run) {
    return switch (unit) {
      case STEPS, EPOCHS -> run.steps() > amount;
      case EVALUATIONS ->
          run.points().stream()
              .anyMatch(point -> point.step() < run.steps() && point.value(MEASUREMENT) >= amount);
      case SECONDS ->
          run.points().stream()
              .anyMatch(point -> point.step() < run.steps() && point.seconds() >= amount);
    };
  }

  /** The length in words, such as "1,500 steps". */
  String inWords() {
    String word = unit.label();
    return Plural.of(amount, word.substring(0, word.length() - 1));
  }
}
