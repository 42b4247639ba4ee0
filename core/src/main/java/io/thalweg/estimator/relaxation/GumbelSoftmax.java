package io.thalweg.estimator.relaxation;

import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Question;
import io.thalweg.Relaxable;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Gumbel-Softmax, also called Concrete: the pathwise gradient of a relaxed objective.
 *
 * <pre>
 *   z = logits + logistic noise, or log pi + Gumbel noise
 *   y = squash(z / temperature),   g = grad_logits f(y)
 * </pre>
 *
 * <p>squash is the map of the law: the logistic function, the softmax over categories, or
 * NeuralSort for orders. Needs: a Concrete law, an objective with a gradient between the outcomes
 * too. Shapes: g [contexts x dimension]. Cost: 1 evaluation and 1 gradient of f a context. Bias:
 * that of the relaxation; it vanishes as the temperature goes to 0 while the variance grows. Its
 * events are relaxed points, not draws of q.
 *
 * <p>Source: Maddison, Mnih &amp; Teh (2017), ICLR, arXiv:1611.00712; Jang, Gu &amp; Poole (2017),
 * ICLR, arXiv:1611.01144.
 *
 * @param temperature above 0
 */
public record GumbelSoftmax(double temperature)
    implements Estimator<Concrete, DifferentiableObjective> {

  /** The reason for the bias. */
  public static final String BIAS =
      "differentiates the relaxed objective; vanishes at temperature 0";

  /**
   * Makes an estimator with a temperature.
   *
   * @throws IllegalArgumentException if the temperature is not finite and above 0
   */
  public GumbelSoftmax {
    Require.positive("the temperature of Gumbel-Softmax", temperature);
  }

  /**
   * Returns 1 / (K - 1), the largest temperature at which the density of the relaxed points of a
   * variable of K categories is log-convex whatever the logits.
   *
   * <p>A log-convex density has no mode inside of the simplex, so that most points lie near an
   * outcome, or near an edge. The rule suffices for that, and is not needed: with equal logits the
   * middle becomes a mode only above temperature 1. A bit has two categories and the temperature 1.
   * Nothing is said about bias or variance.
   *
   * <p>Source: Maddison, Mnih &amp; Teh (2017), ICLR, arXiv:1611.00712, proposition 1 (d); Sobolev
   * (2019), Discrete latent variables (slides), for the rule.
   *
   * @throws IllegalArgumentException if there are fewer than two categories
   */
  public static double logConvexTemperature(int categories) {
    return 1.0 / (Require.atLeast(2, "the number of categories", categories) - 1);
  }

  @Override
  public Question<DifferentiableObjective> ask(Concrete law, RandomGenerator random) {
    Relaxable.Relaxation relaxation = law.relax(1, random);
    RelaxedDraw relaxed = RelaxedDraw.of(law, relaxation.relaxed(), temperature);
    Events points = Events.ofPoints(relaxed.y().points(), relaxation.draws());
    return Question.ofSlopes(law, points, 1, f -> relaxed.pullback(f.gradients()));
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(BIAS);
  }
}
