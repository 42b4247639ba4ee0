package io.thalweg.workbench.train;

import io.thalweg.check.Interval;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Statistics of values, one for each seed, and their intervals by the bootstrap.
 *
 * <pre>
 *   iqm = mean of what remains without the floor(n / 4) least and the floor(n / 4) greatest values
 *   interval = the 2.5 % and the 97.5 % quantile of a statistic over 10,000 draws with replacement
 * </pre>
 *
 * <p>The interquartile mean heeds more of the seeds than the median, and a single failure less than
 * the mean. Seeds are drawn within a method, which is the stratified bootstrap where there is one
 * task. Equal values give an interval of width 0. Without any value all is NaN.
 *
 * <p>Source: Agarwal, Schwarzer, Castro, Courville &amp; Bellemare (2021), Deep Reinforcement
 * Learning at the Edge of the Statistical Precipice, NeurIPS, arXiv:2108.13264.
 */
final class OverSeeds {

  /** The fewest seeds of which the bootstrap draws enough different samples for an interval. */
  static final int FEWEST = 3;

  private static final int RESAMPLES = 10_000;
  private static final long SEED = 1;
  private static final double LOWER = 0.025;
  private static final double UPPER = 0.975;

  private OverSeeds() {}

  /** Computes the interquartile mean. */
  static double iqm(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int out = sorted.length / 4;
    return mean(sorted, out, sorted.length - out);
  }

  /** Computes the mean. */
  static double mean(double[] values) {
    return mean(values, 0, values.length);
  }

  // A report calls it some million times.
  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }

  /** Computes the standard deviation, with n - 1. */
  static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /** Computes the 95 % interval of a statistic. */
  static Interval interval(double[] values, ToDoubleFunction<double[]> statistic) {
    if (Arrays.stream(values).distinct().count() < 2) {
      double only = statistic.applyAsDouble(values);
      return new Interval(only, only);
    }
    Resampling seeds = new Resampling(values, new SplitMix(SEED));
    return quantiles(() -> statistic.applyAsDouble(seeds.draw()));
  }

  /** Computes the 95 % interval of the ratio of two means, whose seeds are drawn apart. */
  static Interval intervalOfRatio(double[] above, double[] below) {
    SplitMix random = new SplitMix(SEED);
    Resampling a = new Resampling(above, random);
    Resampling b = new Resampling(below, random);
    return quantiles(() -> mean(a.draw()) / mean(b.draw()));
  }

  /** Draws from values with replacement. */
  private record Resampling(double[] values, double[] drawn, SplitMix random) {

    Resampling(double[] values, SplitMix random) {
      this(values, new double[values.length], random);
    }

    double[] draw() {
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = values[random.nextInt(values.length)];
      }
      return drawn;
    }
  }

  private static Interval quantiles(DoubleSupplier statistic) {
    double[] all = new double[RESAMPLES];
    Arrays.setAll(all, i -> statistic.getAsDouble());
    Arrays.sort(all);
    return new Interval(quantile(all, LOWER), quantile(all, UPPER));
  }

  /** Computes a quantile of sorted values, linear between its neighbours. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    double rest = place - below;
    return (1 - rest) * sorted[below] + rest * sorted[below + 1];
  }
}
