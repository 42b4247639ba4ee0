package io.thalweg.simulation;

import io.thalweg.support.Require;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * A measure of the upper end of the law of a total.
 *
 * @param kind which measure
 * @param level the probability below it, such as 0.95
 */
public record Risk(Kind kind, double level) {

  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

  /** Measures of the upper end. */
  public enum Kind {
    /** The total that is exceeded with probability 1 - level: the value at risk. */
    QUANTILE,
    /** The mean of the totals beyond that quantile: the conditional value at risk. */
    TAIL_MEAN
  }

  /**
   * Makes a measure.
   *
   * @throws IllegalArgumentException if the level is not between 0 and 1
   */
  public Risk {
    Require.given("the kind of risk", kind);
    Require.fraction("the level of a risk", level);
  }

  /** The quantile of a level. */
  public static Risk quantile(double level) {
    return new Risk(Kind.QUANTILE, level);
  }

  /** The mean beyond the quantile of a level. */
  public static Risk tailMean(double level) {
    return new Risk(Kind.TAIL_MEAN, level);
  }

  /** The name of this measure of an output. */
  public String of(String output) {
    String percent = new DecimalFormat("0.######", SYMBOLS).format(100 * level) + " %";
    return kind == Kind.QUANTILE
        ? "%s, quantile of %s".formatted(output, percent)
        : "%s, mean beyond %s".formatted(output, percent);
  }
}
