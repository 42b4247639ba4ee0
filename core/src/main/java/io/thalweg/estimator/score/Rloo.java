package io.thalweg.estimator.score;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.LeaveOneOut;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * REINFORCE leave-one-out: K draws, each with the mean of the others as its baseline.
 *
 * <pre>
 *   x_1 .. x_K ~ q(.; theta),   m = mean of f over all K
 *   g = 1/K sum_k (f(x_k) - mean of f over the others) grad_theta log q(x_k)
 *     = 1/(K-1) sum_k (f(x_k) - m) grad_theta log q(x_k)
 * </pre>
 *
 * <p>Needs: any law, any objective. Shapes: g [contexts x dimension]. Cost: K evaluations a
 * context, in one batch. Bias: none.
 *
 * <p>Source: Salimans &amp; Knowles (2014), arXiv:1401.1022; Kool, van Hoof &amp; Welling (2019),
 * ICLR workshop.
 *
 * <pre>{@code
 * Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
 * Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
 * Estimate estimate = new Rloo(4).estimate(law, f, random); // evaluates f 4 times
 * double[] gradient = estimate.gradient(); // one number for each logit
 * }</pre>
 *
 * @param draws K
 */
public record Rloo(int draws) implements Estimator<Distribution, Objective> {

  /**
   * Makes an estimator with K draws.
   *
   * @throws IllegalArgumentException if K is below 2
   */
  public Rloo {
    Require.atLeast(2, "the number of draws of RLOO", draws);
  }

  @Override
  public Question<Objective> ask(Distribution law, RandomGenerator random) {
    Events x = law.sample(draws, random);
    return Question.ofValues(
        law, x, draws, f -> law.weightedScore(x, LeaveOneOut.advantages(f, law.contexts())));
  }
}
