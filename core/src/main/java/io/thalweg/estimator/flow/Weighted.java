package io.thalweg.estimator.flow;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Proposal;
import io.thalweg.Reparameterized;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws of a proposal with their weights p / (q K) under a law.
 *
 * @param events K draws of each context
 * @param weights one for each event; their mean sum is 1 for each context
 */
record Weighted(Events events, double[] weights) {

  /**
   * Draws from a proposal.
   *
   * @throws IllegalArgumentException if it draws what the law cannot, or misses what the law draws
   */
  static Weighted of(Distribution law, Proposal proposal, int draws, RandomGenerator random) {
    Events x = proposal.sample(draws, random);
    double[] weights = new double[x.count()];
    if (proposal == law) {
      Arrays.fill(weights, 1.0 / draws);
      return new Weighted(x, weights);
    }
    requireKind(law, proposal, x.size());
    requireCover(proposal, law.sample(1, random));
    double[] own = law.logProbability(x);
    double[] other = proposal.logProbability(x);
    for (int row = 0; row < weights.length; row++) {
      weights[row] = Math.exp(own[row] - other[row]) / draws;
      // Above 0 it may be too small for a double; 0 itself means that the law never draws there.
      if (own[row] == Double.NEGATIVE_INFINITY || !Double.isFinite(weights[row])) {
        throw new IllegalArgumentException(
            "the proposal drew %s, where log p = %s and log q = %s; the weight p / q must be finite and above 0"
                .formatted(x.name(row), own[row], other[row]));
      }
    }
    return new Weighted(x, weights);
  }

  /** Refuses a proposal whose angles are other coordinates than those of the law. */
  private static void requireKind(Distribution law, Proposal proposal, int size) {
    for (int i = 0; i < size; i++) {
      boolean angle = law instanceof Reparameterized one && one.isAngle(i);
      if (proposal instanceof Reparameterized other && other.isAngle(i) != angle) {
        throw new IllegalArgumentException(
            "coordinate %d is an angle under only one of %s and the proposal %s"
                .formatted(i, law, proposal));
      }
    }
  }

  /** Refuses a q that is zero at a draw of p; the draws of q cannot show such a place. */
  private static void requireCover(Proposal proposal, Events drawn) {
    double[] log = proposal.logProbability(drawn);
    for (int row = 0; row < log.length; row++) {
      if (!(log[row] > Double.NEGATIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the law draws %s, to which the proposal gives log q = %s; q must be above 0 wherever p is"
                .formatted(drawn.name(row), log[row]));
      }
    }
  }

  /** Multiplies the weights with a number of each event. */
  double[] times(double[] values) {
    double[] product = weights.clone();
    for (int row = 0; row < product.length; row++) {
      product[row] *= values[row];
    }
    return product;
  }
}
