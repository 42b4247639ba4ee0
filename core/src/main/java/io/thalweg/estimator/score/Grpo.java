package io.thalweg.estimator.score;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * GRPO, group-relative advantages: f in units of its deviation within a group of draws.
 *
 * <pre>
 *   x_1 .. x_K ~ q(.; theta),   m = mean of f over all K,   s^2 = sum_k (f(x_k) - m)^2 / (K - 1)
 *   g = 1/K sum_k (f(x_k) - m) / s grad_theta log q(x_k),   0 where all f are equal
 * </pre>
 *
 * <p>It is RLOO, times (K - 1) / K, divided by s. Multiplying f by a number does not change it. For
 * many draws it is the gradient of E f over the deviation of f: contexts in which f varies little
 * count as much as others. For few draws it is not even in proportion to the gradient, because s
 * depends on the draws: with K = 2 only the order of f(x_1) and f(x_2) is left. The ratio of
 * probabilities and its clipping, with which the source trains for several steps on the same draws,
 * are no part of the estimate: at the parameters that were drawn from, the ratio is 1.
 *
 * <p>Needs: any law, any objective. Shapes: g [contexts x dimension]. Cost: K evaluations a
 * context, in one batch. Bias: that of the division.
 *
 * <p>Source: Shao et al. (2024), arXiv:2402.03300.
 *
 * @param draws K
 */
public record Grpo(int draws) implements Estimator<Distribution, Objective> {

  /** The reason for the bias. */
  public static final String BIAS = "divides by a deviation of f that depends on the draws";

  /**
   * Makes an estimator with groups of K draws.
   *
   * @throws IllegalArgumentException if K is below 2
   */
  public Grpo {
    Require.atLeast(2, "the number of draws of GRPO", draws);
  }

  @Override
  public Question<Objective> ask(Distribution law, RandomGenerator random) {
    Events x = law.sample(draws, random);
    return Question.ofValues(
        law, x, draws, f -> law.weightedScore(x, advantages(f, law.contexts())));
  }

  private double[] advantages(double[] f, int contexts) {
    double[] advantages = new double[f.length];
    double[] group = new double[draws];
    for (int c = 0; c < contexts; c++) {
      for (int k = 0; k < draws; k++) {
        group[k] = f[k * contexts + c];
      }
      // Where all are equal, the rounding of their mean would be all that is left.
      boolean differ = Arrays.stream(group).anyMatch(value -> value != group[0]);
      double mean = Arrays.stream(group).average().orElseThrow();
      double squares = Arrays.stream(group).map(value -> (value - mean) * (value - mean)).sum();
      double deviation = Math.sqrt(squares / (draws - 1));
      for (int k = 0; differ && deviation > 0 && k < draws; k++) {
        advantages[k * contexts + c] = (group[k] - mean) / deviation / draws;
      }
    }
    return advantages;
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(BIAS);
  }
}
