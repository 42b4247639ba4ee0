package io.thalweg.workbench.reproduce;

import java.util.Locale;
import java.util.Optional;

/**
 * One number of a table: ours beside the published.
 *
 * @param what the quantity in words
 * @param ours the mean over the seeds
 * @param spread the standard deviation over the seeds; NaN for one
 * @param seeds how many there are
 * @param published empty for a number that only we have
 * @param gate the condition that ours is to meet
 */
record Row(
    String what, double ours, double spread, int seeds, Optional<Published> published, Gate gate) {

  /** Verdicts on a number. */
  enum Verdict {
    MET,
    MISSED,
    SHOWN;

    /** The name in results. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A condition on a number.
   *
   * @param least the smallest value that meets it
   * @param most the greatest
   * @param words the condition as readers see it
   */
  record Gate(double least, double most, String words) {

    /** No condition. */
    static final Gate NONE = new Gate(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "");

    static Gate within(double tolerance, double published, int digits) {
      return new Gate(
          published - tolerance,
          published + tolerance,
          ("± %." + digits + "f").formatted(tolerance));
    }

    static Gate atMost(double most) {
      return new Gate(Double.NEGATIVE_INFINITY, most, "at most %s".formatted(trimmed(most)));
    }

    static Gate atLeast(double least) {
      return new Gate(least, Double.POSITIVE_INFINITY, "at least %s".formatted(trimmed(least)));
    }

    private static String trimmed(double number) {
      return number == Math.rint(number) ? "%.0f".formatted(number) : Double.toString(number);
    }
  }

  /** Returns whether the fourth digit behind the point decides. */
  boolean isFine() {
    return gate.most() - gate.least() < 0.01;
  }

  Verdict verdict() {
    if (gate.words().isEmpty()) {
      return Verdict.SHOWN;
    }
    return ours >= gate.least() && ours <= gate.most() ? Verdict.MET : Verdict.MISSED;
  }
}
