package io.thalweg.check;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.internal.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Mean, variance and cost of an estimator over independent draws of its estimate.
 *
 * <p>The variance is the sum over all coordinates, of every context. Intervals hold 95 % of the
 * time: for the variance from the spread of the squared distances to a pilot mean, on a logarithmic
 * scale; for the time from the order of its blocks.
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

  // Of 20 blocks, the 6th and the 15th enclose the median with probability 0.96.
  private static final int BLOCKS = 20;
  private static final int LOWER_BLOCK = 5;
  private static final int UPPER_BLOCK = 14;

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
    Moments moments = new Moments(law.contexts() * law.dimension());
    double[] micros = new double[BLOCKS];
    long evaluations = 0;
    long done = 0;
    for (int block = 0; block < BLOCKS; block++) {
      long until = (long) draws * (block + 1) / BLOCKS;
      long count = until - done;
      long start = System.nanoTime();
      for (; done < until; done++) {
        Estimate estimate = estimator.estimate(law, objective, random);
        evaluations += estimate.evaluations();
        moments.add(estimate.gradient());
      }
      micros[block] = (System.nanoTime() - start) / 1e3 / count;
    }
    Arrays.sort(micros);
    return new VarianceReport(
        draws,
        moments.mean(),
        moments.standardErrors(),
        moments.variance(),
        moments.varianceInterval(),
        (double) evaluations / draws / law.contexts(),
        (micros[BLOCKS / 2 - 1] + micros[BLOCKS / 2]) / 2,
        new Interval(micros[LOWER_BLOCK], micros[UPPER_BLOCK]));
  }
}
