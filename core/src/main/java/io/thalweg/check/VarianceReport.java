package io.thalweg.check;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * Mean, variance and cost of an estimator over independent draws of its estimate.
 *
 * <p>The variance is the sum over all coordinates of all contexts. Intervals have about 95 %
 * confidence: that of the variance comes from the spread of the squared distances to a pilot mean,
 * on a logarithmic scale, and from the tail that the largest draws show; that of the time from the
 * order of its blocks.
 *
 * @param draws estimates drawn
 * @param mean of each coordinate, [contexts x dimension]
 * @param standardErrors of these means
 * @param along the component along the exact gradient, if it was known before
 * @param variance of one estimate
 * @param varianceInterval its lower and upper end
 * @param tail the largest draws
 * @param evaluations of f in one estimate, for each context
 * @param times the microseconds of an estimate and of learning
 */
public record VarianceReport(
    long draws,
    double[] mean,
    double[] standardErrors,
    Component along,
    double variance,
    Interval varianceInterval,
    Tail tail,
    double evaluations,
    Times times) {

  private static final double ROUNDING = 1e-12;

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
    Require.given("the estimator", estimator);
    Require.given("the law", law);
    Require.given("the objective", objective);
    Require.atLeast(100, "the number of draws", draws);
    var measurement = new Measurement<D, F>(estimator, law, objective, draws, random);
    for (int block = 0; block < Measurement.BLOCKS; block++) {
      measurement.nextBlock(() -> true);
    }
    return measurement.report();
  }

  /**
   * Returns the report with a variance of 0 if the variance is mere rounding: a deviation of 1e-12
   * of the scale and the mean. f has 16 digits, and its mean and the sums of an estimate cost a few
   * of them.
   */
  public VarianceReport rounded(double scale) {
    double size = scale;
    for (double coordinate : mean) {
      size = StrictMath.hypot(size, coordinate);
    }
    return Math.sqrt(variance) > ROUNDING * size
        ? this
        : new VarianceReport(
            draws,
            mean,
            standardErrors,
            along,
            0,
            new Interval(0, 0),
            Tail.NONE,
            evaluations,
            times);
  }
}
