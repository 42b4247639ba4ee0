package io.thalweg.check;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.support.Workspace;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws the estimates of a report in {@link #BLOCKS} blocks; other work may come between two
 * blocks.
 *
 * @param <D> the law that the estimator needs
 * @param <F> the objective that the estimator needs
 */
public final class Measurement<D extends Distribution, F extends Objective> {

  /**
   * The number of blocks of a measurement; the 6th and the 15th enclose the median with probability
   * 0.96.
   */
  public static final int BLOCKS = 20;

  private static final int LOWER_BLOCK = 5;
  private static final int UPPER_BLOCK = 14;

  private final Estimator<? super D, ? super F> estimator;
  private final D law;
  private final F objective;
  private final long draws;
  private final RandomGenerator random;
  private final Workspace workspace = new Workspace();
  private final Moments moments;
  private final double[] micros = new double[BLOCKS];
  private int blocks;
  private long evaluations;

  /**
   * Makes a measurement of which no block is drawn yet.
   *
   * @param draws estimates in all blocks
   */
  public Measurement(
      Estimator<? super D, ? super F> estimator,
      D law,
      F objective,
      long draws,
      RandomGenerator random) {
    this.estimator = estimator;
    this.law = law;
    this.objective = objective;
    this.draws = draws;
    this.random = random;
    this.moments = new Moments(law.contexts() * law.dimension());
  }

  /** Draws the estimates of the next block, which has its share of the draws. */
  public void nextBlock() {
    long count = draws * (blocks + 1) / BLOCKS - draws * blocks / BLOCKS;
    long start = System.nanoTime();
    for (long draw = 0; draw < count; draw++) {
      Estimate estimate = workspace.reuse(() -> estimator.estimate(law, objective, random));
      evaluations += estimate.evaluations();
      moments.add(estimate.gradient());
    }
    micros[blocks] = (System.nanoTime() - start) / 1e3 / count;
    blocks++;
  }

  /** Reports on all blocks. */
  public VarianceReport report() {
    double[] sorted = micros.clone();
    Arrays.sort(sorted);
    return new VarianceReport(
        draws,
        moments.mean(),
        moments.standardErrors(),
        moments.variance(),
        moments.varianceInterval(),
        (double) evaluations / draws / law.contexts(),
        (sorted[BLOCKS / 2 - 1] + sorted[BLOCKS / 2]) / 2,
        new Interval(sorted[LOWER_BLOCK], sorted[UPPER_BLOCK]));
  }
}
