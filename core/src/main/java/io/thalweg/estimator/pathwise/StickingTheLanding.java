package io.thalweg.estimator.pathwise;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sticking the landing: the gradient of a bound without its score, whose mean is zero for one draw.
 *
 * <pre>
 *   log w_k = f(x_k) - log q(x_k; theta),   w~_k = w_k / sum_j w_j
 *   g = sum_k w~_k (dx_k/dtheta)^T grad_x log w_k
 * </pre>
 *
 * <p>f is log p(x, data). If q is the posterior, g is zero at every draw. Needs: a law with a path,
 * an objective with a gradient and no jumps. Shapes: g [contexts x dimension]. Cost: K evaluations
 * and K gradients of f a context, in one batch. Bias: none for K = 1; for more draws the mean of
 * the weighted scores, which is left out, is not zero.
 *
 * <p>Source: Roeder, Wu &amp; Duvenaud (2017), NeurIPS, arXiv:1703.09194; its bias: Tucker et al.
 * (2019), ICLR, arXiv:1810.04152.
 *
 * @param draws K
 */
public record StickingTheLanding(int draws)
    implements Estimator<Reparameterized, DifferentiableObjective> {

  /** The reason for the bias. */
  public static final String BIAS = "leaves out the weighted scores; exact for one draw";

  /**
   * Makes an estimator with K draws.
   *
   * @throws IllegalArgumentException if K is below 1
   */
  public StickingTheLanding {
    Require.atLeast(1, "the number of draws of a bound", draws);
  }

  @Override
  public Question<DifferentiableObjective> ask(Reparameterized law, RandomGenerator random) {
    return WeightedPath.ask(draws, law, random, weighted -> weighted.pullback(weighted.shares()));
  }

  @Override
  public Estimand estimand() {
    return new Estimand.Bound(draws);
  }

  @Override
  public Optional<String> bias() {
    return draws == 1 ? Optional.empty() : Optional.of(BIAS);
  }
}
