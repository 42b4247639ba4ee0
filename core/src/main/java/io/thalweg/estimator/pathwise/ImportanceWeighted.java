package io.thalweg.estimator.pathwise;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * The importance-weighted bound of an autoencoder, differentiated along the path of the law.
 *
 * <pre>
 *   log w_k = f(x_k) - log q(x_k; theta),   w~_k = w_k / sum_j w_j
 *   g = sum_k w~_k [(dx_k/dtheta)^T grad_x log w_k - grad_theta log q(x_k)]
 * </pre>
 *
 * <p>f is log p(x, data). Needs: a law with a path, an objective with a gradient and no jumps.
 * Shapes: g [contexts x dimension]. Cost: K evaluations and K gradients of f a context, in one
 * batch. Bias: none for the bound of K draws. As K grows, the signal of g decreases faster than its
 * noise; {@link DoublyReparameterized} avoids this.
 *
 * <p>Source: Burda, Grosse &amp; Salakhutdinov (2016), ICLR, arXiv:1509.00519; Rainforth et al.
 * (2018), ICML, arXiv:1802.04537.
 *
 * @param draws K
 */
public record ImportanceWeighted(int draws)
    implements Estimator<Reparameterized, DifferentiableObjective> {

  /**
   * Makes an estimator with K draws.
   *
   * @throws IllegalArgumentException if K is below 1
   */
  public ImportanceWeighted {
    Require.atLeast(1, "the number of draws of a bound", draws);
  }

  @Override
  public Question<DifferentiableObjective> ask(Reparameterized law, RandomGenerator random) {
    return WeightedPath.ask(draws, law, random, ImportanceWeighted::gradient);
  }

  private static double[] gradient(WeightedPath weighted) {
    double[] gradient = weighted.pullback(weighted.shares());
    double[] score = weighted.law().weightedScore(weighted.path().points(), weighted.shares());
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] -= score[i];
    }
    return gradient;
  }

  @Override
  public Estimand estimand() {
    return new Estimand.Bound(draws);
  }
}
