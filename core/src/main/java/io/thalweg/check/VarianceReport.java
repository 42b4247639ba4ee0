package io.thalweg.check;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.internal.Require;
import java.util.random.RandomGenerator;

/**
 * Mean, variance and cost of an estimator over independent draws of its estimate.
 *
 * <p>The variance is the sum over all coordinates, of every context. Intervals hold about 95 % of
 * the time: for the variance from the spread of the squared distances to a pilot mean, on a
 * logarithmic scale; for the time from the order of its blocks. Where single draws rule the
 * variance, as with rare outcomes or heavy tails, its interval is too narrow.
 *
 * @param draws estimates drawn
 * @param mean of each coordinate, [contexts x dimension]
 * @param standardErrors of these means
 * @param variance of one estimate
 * @param varianceInterval its lower and upper end
 * @param evaluations of f in one estimate, for each context
 * @param micros microseconds an estimate took, the median over blocks
 * @param microsInterval its lower and upper end
 */
public record VarianceReport(
    long draws,
    double[] mean,
    double[] standardErrors,
    double variance,
    Interval varianceInterval,
    double evaluations,
    double micros,
    Interval microsInterval) {

  /**
   * Draws estimates, without letting the estimator learn.
   *
   * @param draws at least 100
   * @throws IllegalArgumentException if there are fewer draws
   */
  public static <D extends Distribution, F extends Objective> VarianceReport of(
      Estimator<? super D, ? super F> estimator,
      D law,
      F objective,
      int draws,
      RandomGenerator random) {
    Require.atLeast(100, "the number of draws", draws);
    var measurement = new Measurement<D, F>(estimator, law, objective, draws, random);
    for (int block = 0; block < Measurement.BLOCKS; block++) {
      measurement.nextBlock();
    }
    return measurement.report();
  }
}
