package io.thalweg.support;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The upper end of a sample of values: its quantile, the mean beyond it, and what each value adds
 * to their gradients.
 *
 * <pre>
 *   q = the least value with sum over f_k &gt; q of w_k &lt;= (1 - level) n
 *   tail mean = q + mean of w (f - q)+ / (1 - level)
 *   grad q = sum_k c_k s_k,           c_k = w_k (1{f_k &gt; q} - (1 - level)) / (n p(q))
 *   grad tail mean = sum_k c_k s_k,   c_k = w_k ((f_k - q)+ - b) / (n (1 - level))
 * </pre>
 *
 * <p>w_k are likelihood ratios, 1 for draws of the law itself, and s_k scores. b is the mean of w
 * (f - q)+, by which the gradient in a location has no bias. p(q) is a kernel estimate of the
 * density, with a bandwidth of 1.06 deviations times n^(-1/5). With w = 1 the quantile is the
 * ceil(level n)-th value in order.
 *
 * <p>Bias: of the order 1 / n for both measures and the gradient of the tail mean, and n^(-2/5) for
 * the gradient of the quantile.
 *
 * <p>Source: Hong (2009), Operations Research 57, doi 10.1287/opre.1080.0531; Hong &amp; Liu
 * (2009), Management Science 55, doi 10.1287/mnsc.1080.0901; Sun &amp; Hong (2010), Operations
 * Research Letters 38, doi 10.1016/j.orl.2010.02.007, for the ratios.
 */
public final class UpperTail {

  // The ratios of draws of the law itself add up to a whole number but for rounding.
  private static final double ROUNDING = 1e-12;
  private static final double BANDWIDTH = 1.06;

  private final double[] values;
  private final double[] ratios;
  private final double share;
  private final int place;

  private UpperTail(double[] values, double[] ratios, double level) {
    this.values = values;
    this.ratios = ratios;
    this.share = 1 - level;
    this.place = place(values, ratios, (1 - level) * values.length * (1 + ROUNDING));
  }

  /** Takes values of draws of the law itself. */
  public static UpperTail of(double[] values, double level) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return new UpperTail(values, ones, level);
  }

  /**
   * Takes values of draws of another law.
   *
   * @param ratios the probability of each draw over that with which it was drawn
   */
  public static UpperTail of(double[] values, double[] ratios, double level) {
    return new UpperTail(values, ratios, level);
  }

  /**
   * Refuses so few draws of the law itself that none lies beyond the quantile.
   *
   * @param what the draws, in words
   * @throws IllegalArgumentException if there are fewer than 1 / (1 - level)
   */
  public static void requireBeyond(double level, String what, int count) {
    double least = Math.ceil(1 / ((1 - level) * (1 + ROUNDING)));
    if (count < least) {
      throw new IllegalArgumentException(
          "the mean beyond a quantile of level %s needs at least %.0f %s, so that one is beyond it;"
                  .formatted(level, least, what)
              + " there are %d".formatted(count));
    }
  }

  /** Finds the least value beyond which there is no more than so much, by halving. */
  private static int place(double[] values, double[] ratios, double most) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (beyond(values, ratios, sorted[middle]) <= most) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    int place = 0;
    while (values[place] != sorted[low]) {
      place++;
    }
    return place;
  }

  private static double beyond(double[] values, double[] ratios, double value) {
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      sum += values[k] > value ? ratios[k] : 0;
    }
    return sum;
  }

  /** The quantile q. */
  public double quantile() {
    return values[place];
  }

  /** The index of a value that is the quantile. */
  public int place() {
    return place;
  }

  /** The mean beyond the quantile. */
  public double tailMean() {
    return quantile() + excess() / values.length / share;
  }

  private double excess() {
    return IntStream.range(0, values.length).mapToDouble(this::excess).sum();
  }

  private double excess(int k) {
    return ratios[k] * Math.max(0, values[k] - quantile());
  }

  /**
   * Returns this sample if it tells a density at its quantile.
   *
   * @throws ArithmeticException if the values are all the same, that of the quantile occurs more
   *     often than the root of their number, or the density is too small or too large for a double
   */
  public UpperTail requireDensity() {
    double quantile = quantile();
    long same = Arrays.stream(values).filter(value -> value == quantile).count();
    if (same == values.length || same > Math.sqrt(values.length)) {
      throw new ArithmeticException(
          "f was %s at %s%d draws, and so it has no density at its quantile"
              .formatted(
                  quantile, same == values.length ? "all of " : same + " of ", values.length));
    }
    double density = density();
    if (!(bandwidth() > 0) || !(density > 0) || Double.isInfinite(density)) {
      throw new ArithmeticException(
          "the density of f at its quantile %s is %s; it must be finite and above 0"
              .formatted(quantile, density));
    }
    return this;
  }

  /** The bandwidth of the kernel. */
  public double bandwidth() {
    // Squares of differences that are large or small would over- or underflow.
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value - quantile()));
    }
    double total = Arrays.stream(ratios).sum();
    double mean = 0;
    for (int k = 0; k < values.length; k++) {
      mean += ratios[k] * ((values[k] - quantile()) / largest) / total;
    }
    double squares = 0;
    for (int k = 0; k < values.length; k++) {
      double e = (values[k] - quantile()) / largest - mean;
      squares += ratios[k] * e * e / total;
    }
    return BANDWIDTH * largest * Math.sqrt(squares) * Math.pow(values.length, -0.2);
  }

  /** The density at the quantile; of no meaning if all values are the same, which have none. */
  public double density() {
    double width = bandwidth();
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      double e = (values[k] - quantile()) / width;
      sum += ratios[k] * Math.exp(-e * e / 2);
    }
    return sum / (values.length * Math.sqrt(2 * Math.PI)) / width;
  }

  /** Computes (f - q)+ / (1 - level) of each value, whose mean has the gradient of a tail mean. */
  public double[] excesses() {
    double[] excesses = new double[values.length];
    Arrays.setAll(excesses, k -> Math.max(0, values[k] - quantile()) / share);
    return excesses;
  }

  /**
   * Computes 1{f &gt; q} / p(q) of each value, whose mean has the gradient of a quantile.
   *
   * @throws ArithmeticException as {@link #requireDensity}
   */
  public double[] steps() {
    double height = 1 / requireDensity().density();
    double[] steps = new double[values.length];
    Arrays.setAll(steps, k -> values[k] > quantile() ? height : 0);
    return steps;
  }

  /** Computes the factors c of the scores in the gradient of the quantile. */
  public double[] creditsOfQuantile() {
    double scale = 1 / density() / values.length;
    double[] credits = new double[values.length];
    Arrays.setAll(credits, k -> ratios[k] * ((values[k] > quantile() ? 1 : 0) - share) * scale);
    return credits;
  }

  /** Computes the factors c of the scores in the gradient of the tail mean. */
  public double[] creditsOfTailMean() {
    double mean = excess() / values.length;
    double[] credits = new double[values.length];
    Arrays.setAll(credits, k -> (excess(k) - ratios[k] * mean) / (values.length * share));
    return credits;
  }

  /** Computes the slopes of the tail mean in the values, which add up to 1. */
  public double[] slopesOfTailMean() {
    double[] slopes = new double[values.length];
    double rest = 1;
    for (int k = 0; k < slopes.length; k++) {
      slopes[k] = values[k] > quantile() ? ratios[k] / (values.length * share) : 0;
      rest -= slopes[k];
    }
    slopes[place] += rest;
    return slopes;
  }
}
