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
 * REINFORCE at draws of another law, each weighted by how much more often the own law draws it.
 *
 * <pre>
 *   x_1 .. x_K ~ q'(x),   w_k = q(x_k; theta) / q'(x_k)
 *   g = 1/K sum_k w_k f(x_k) grad_theta log q(x_k; theta)
 * </pre>
 *
 * <p>Needs: any law, any objective; a proposal that draws all that the law draws and nothing else.
 * Shapes: g [contexts x dimension]. Cost: K evaluations a context, in one batch. Bias: none; its
 * variance is infinite where the proposal's tails are lighter than the law's. The weights of the
 * estimate are w_k / K, which add up to 1 in mean; {@link #effectiveSampleSize} tells what they are
 * worth.
 *
 * <p>Source: Jie &amp; Abbeel (2010), NeurIPS; Kong (1992) for the effective sample size.
 *
 * @param draws K
 * @param proposal makes q' of the law
 */
public record ImportanceSampling(int draws, Function<Distribution, Proposal> proposal)
    implements ScoreEstimator<Distribution> {

  /**
   * With K draws of a proposal.
   *
   * @throws IllegalArgumentException if K is below 1
   */
  public ImportanceSampling {
    Require.atLeast(1, "the number of draws of importance sampling", draws);
  }

  /**
   * With draws of the law itself and of the one at another theta, half and half by chance, so that
   * no weight exceeds 2.
   *
   * @param factor by which all parameters are multiplied
   * @throws IllegalArgumentException if K is below 1
   */
  public static ImportanceSampling tempered(int draws, double factor) {
    return new ImportanceSampling(
        draws,
        law -> {
          double[] theta = law.parameters();
          Arrays.setAll(theta, i -> factor * theta[i]);
          return new Mixture(law, law.at(theta), 0.5);
        });
  }

  /**
   * One draw of the gradient.
   *
   * @throws IllegalArgumentException if the proposal draws what the law cannot
   */
  @Override
  public Question<Objective> ask(Distribution law, RandomGenerator random) {
    Proposal other = proposal.apply(law);
    Events x = other.sample(draws, random);
    double[] weights = law.logProbability(x);
    double[] drawn = other.logProbability(x);
    for (int row = 0; row < weights.length; row++) {
      if (!(weights[row] > Double.NEGATIVE_INFINITY && drawn[row] > Double.NEGATIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the proposal drew %s, to which the law gives log q = %s and the proposal %s"
                .formatted(Arrays.toString(x.value(row)), weights[row], drawn[row]));
      }
      weights[row] = Math.exp(weights[row] - drawn[row]) / draws;
    }
    return Question.ofValues(law, x, weights, f -> law.weightedScore(x, Weights.times(weights, f)));
  }

  /**
   * How many draws of the law itself the draws of an estimate are worth, for each context.
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
