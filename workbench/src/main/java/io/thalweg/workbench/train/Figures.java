package io.thalweg.workbench.train;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers of results as they are read. */
final class Figures {

  private static final double LARGE = 10_000;
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Figures() {}

  /** Writes a number with one digit behind the point, or with none where it is large. */
  static String of(double value) {
    return Double.isNaN(value)
        ? "-"
        : (Math.abs(value) < LARGE ? "%,.1f" : "%,.0f").formatted(value);
  }

  /** Writes a mean of counts as a whole number, with three digits that count where it is large. */
  static String count(double mean) {
    return Double.isNaN(mean) ? "-" : "%,.0f".formatted(mean < LARGE ? mean : rounded(mean));
  }

  private static double rounded(double mean) {
    return BigDecimal.valueOf(mean).round(THREE_DIGITS).doubleValue();
  }

  /** Writes the mean of counts with their standard deviation, where there are several. */
  static String spread(double[] counts) {
    String mean = count(OverSeeds.mean(counts));
    return counts.length > 1 ? mean + " ± " + count(OverSeeds.deviation(counts)) : mean;
  }
}
