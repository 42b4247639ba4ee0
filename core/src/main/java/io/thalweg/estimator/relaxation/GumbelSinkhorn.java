package io.thalweg.estimator.relaxation;

import io.thalweg.Assigned;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.Squash;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Gumbel-Sinkhorn: the pathwise gradient of an objective of orders at relaxed assignments.
 *
 * <pre>
 *   M = random matrix of the law, such as logits + Gumbel noise
 *   y = sinkhorn(M / temperature),   g = grad_theta f(y)
 * </pre>
 *
 * <p>Needs: an Assigned law, an objective with a gradient between the orders too. It sees points
 * [places x items] whose columns add up to 1 and whose rows nearly do. Shapes: g [contexts x
 * dimension]. Cost: 1 evaluation and 1 gradient of f a context; besides, 2 iterations x items^2
 * exponential functions. Bias: that of the relaxation; it vanishes as the iterations grow and then
 * the temperature goes to 0, while the variance grows. Its events are relaxed points, not draws of
 * q.
 *
 * <p>Source: Mena, Belanger, Linderman &amp; Snoek (2018), ICLR, arXiv:1802.08665.
 *
 * @param temperature above 0
 * @param iterations divisions of all rows and of all columns, at least 1
 */
public record GumbelSinkhorn(double temperature, int iterations)
    implements Estimator<Assigned, DifferentiableObjective> {

  /** The reason for the bias. */
  public static final String BIAS =
      "differentiates the relaxed objective; vanishes at temperature 0 after many iterations";

  /**
   * Makes an estimator.
   *
   * @throws IllegalArgumentException if the temperature is not finite and above 0, or there is no
   *     iteration
   */
  public GumbelSinkhorn {
    Require.positive("the temperature of Gumbel-Sinkhorn", temperature);
    Require.atLeast(1, "the number of Sinkhorn iterations", iterations);
  }

  @Override
  public Question<DifferentiableObjective> ask(Assigned law, RandomGenerator random) {
    int items = law.items();
    Path matrices = law.matrices(1, random);
    RelaxedDraw relaxed =
        RelaxedDraw.of(law, matrices, Squash.sinkhorn(items, iterations), temperature);
    int contexts = law.contexts();
    Events orders = Events.ofCategories(new double[contexts * items], contexts, items, items);
    Events points = Events.ofPoints(relaxed.y().points(), orders);
    return Question.ofSlopes(law, points, 1, f -> relaxed.pullback(f.gradients()));
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(BIAS);
  }
}
