package io.thalweg.estimator.score;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Proposal;
import io.thalweg.Question;
import io.thalweg.distribution.Mixture;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * REINFORCE at draws of another law, weighted by the ratio of the densities.
 *
 * <pre>
 *   x_1 .. x_K ~ q'(x),   w_k = q(x_k; theta) / q'(x_k)
 *   g = 1/K sum_k w_k f(x_k) grad_theta log q(x_k; theta)
 * </pre>
 *
 * <p>Needs: any law, any objective; a proposal with the same support as the law. Shapes: g
 * [contexts x dimension]. Cost: K evaluations a context, in one batch. Bias: none. The variance may
 * be infinite if the proposal's tails are lighter than the law's. The weights of the estimate are
 * w_k / K, whose mean sum is 1; {@link #effectiveSampleSize} measures their quality.
 *
 * <p>Source: Jie &amp; Abbeel (2010), NeurIPS; Kong (1992) for the effective sample size.
 *
 * @param draws K
 * @param proposal makes q' for the law
 */
public record ImportanceSampling(int draws, Function<Distribution, Proposal> proposal)
    implements ScoreEstimator<Distribution> {

  /**
   * Makes an estimator with K draws of a proposal.
   *
   * @throws IllegalArgumentException if K is below 1
   */
  public ImportanceSampling {
    Require.atLeast(1, "the number of draws of importance sampling", draws);
  }

  /**
   * Makes an estimator whose draws come from the law itself or from the law at another theta, with
   * probability one half each, so that no weight exceeds 2.
   *
   * @param factor the factor of all parameters
   * @throws IllegalArgumentException if K is below 1
   */
  public static ImportanceSampling tempered(int draws, double factor) {
    return new ImportanceSampling(draws, law -> Mixture.tempered(law, factor));
  }

  /**
   * Draws the events of one estimate.
   *
   * @throws IllegalArgumentException if the proposal draws what the law cannot
   */
  @Override
  public Question<Objective> ask(Distribution law, RandomGenerator random) {
    Proposal other = proposal.apply(law);
    Events x = other.sample(draws, random);
    double[] weights = ratios(law, other, x);
    for (int row = 0; row < weights.length; row++) {
      weights[row] /= draws;
    }
    return Question.ofValues(law, x, weights, f -> law.weightedScore(x, Weights.times(weights, f)));
  }

  /**
   * Computes the probability of each draw over that with which the proposal draws it.
   *
   * @throws IllegalArgumentException if the proposal draws what the law cannot
   */
  static double[] ratios(Distribution law, Proposal other, Events x) {
    double[] ratios = law.logProbability(x);
    double[] drawn = other.logProbability(x);
    for (int row = 0; row < ratios.length; row++) {
      if (!(ratios[row] > Double.NEGATIVE_INFINITY && drawn[row] > Double.NEGATIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the proposal drew %s, to which the law gives log q = %s and the proposal %s"
                .formatted(Arrays.toString(x.value(row)), ratios[row], drawn[row]));
      }
      ratios[row] = Math.exp(ratios[row] - drawn[row]);
    }
    return ratios;
  }

  /**
   * The effective sample size: the number of draws of the law itself that have the same value, for
   * each context.
   *
   * <pre>
   *   (sum_k w_k)^2 / sum_k w_k^2
   * </pre>
   */
  public static double[] effectiveSampleSize(Estimate estimate) {
    double[] sums = new double[estimate.events().contexts()];
    double[] squares = new double[sums.length];
    for (int row = 0; row < estimate.weights().length; row++) {
      int c = estimate.events().context(row);
      sums[c] += estimate.weights()[row];
      squares[c] += estimate.weights()[row] * estimate.weights()[row];
    }
    double[] sizes = new double[sums.length];
    Arrays.setAll(sizes, c -> squares[c] > 0 ? sums[c] * sums[c] / squares[c] : 0);
    return sizes;
  }
}
