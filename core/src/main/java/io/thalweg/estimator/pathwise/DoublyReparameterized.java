package io.thalweg.estimator.pathwise;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The doubly reparameterised gradient of an importance-weighted bound.
 *
 * <pre>
 *   log w_k = f(x_k) - log q(x_k; theta),   w~_k = w_k / sum_j w_j
 *   g = sum_k w~_k^2 (dx_k/dtheta)^T grad_x log w_k
 * </pre>
 *
 * <p>The weighted scores, in which w~ depends on the draw, are themselves taken along the path: E
 * w~_k score(x_k) = E (dx_k/dtheta)^T grad_x w~_k, and grad_x w~_k = w~_k (1 - w~_k) grad_x log
 * w_k. f is log p(x, data). Needs: a law with a path, an objective with a gradient and no jumps.
 * Shapes: g [contexts x dimension]. Cost: K evaluations and K gradients of f a context, in one
 * batch. Bias: none for the bound of K draws.
 *
 * <p>Source: Tucker, Lawson, Gu &amp; Maddison (2019), ICLR, arXiv:1810.04152.
 *
 * @param draws K
 */
public record DoublyReparameterized(int draws)
    implements Estimator<Reparameterized, DifferentiableObjective> {

  /**
   * Makes an estimator with K draws.
   *
   * @throws IllegalArgumentException if K is below 1
   */
  public DoublyReparameterized {
    Require.atLeast(1, "the number of draws of a bound", draws);
  }

  @Override
  public Question<DifferentiableObjective> ask(Reparameterized law, RandomGenerator random) {
    return WeightedPath.ask(draws, law, random, DoublyReparameterized::gradient);
  }

  private static double[] gradient(WeightedPath weighted) {
    return weighted.pullback(
        Arrays.stream(weighted.shares()).map(share -> share * share).toArray());
  }

  @Override
  public Estimand estimand() {
    return new Estimand.Bound(draws);
  }
}
