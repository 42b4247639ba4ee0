package io.thalweg.estimator.relaxation;

import io.thalweg.Averaged;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Question;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Straight-through: f is evaluated at a draw and differentiated as if the draw were its mean.
 *
 * <pre>
 *   b ~ q(.; theta),   mu(theta) = E b,   g = (dmu(theta / temperature)/dtheta)^T grad f(b)
 * </pre>
 *
 * <p>theta are logits, and mu(theta / temperature) is softmax(theta / temperature), or the logistic
 * function for a number; the draw has temperature 1. Needs: an Averaged law, an objective with a
 * gradient. Shapes: g [contexts x dimension]. Cost: 1 evaluation and 1 gradient of f a context.
 * Bias: at temperature 1 none where f is linear in each variable, of the order of its curvature
 * otherwise; at another temperature also for a linear f.
 *
 * <p>Source: Bengio, Leonard &amp; Courville (2013), arXiv:1308.3432; Liu, Dong, Liu, Yu &amp; Gao
 * (2023), NeurIPS, arXiv:2304.08612, for the temperature.
 *
 * @param temperature of the mean, above 0
 */
public record StraightThrough(double temperature)
    implements Estimator<Averaged, DifferentiableObjective> {

  /** The reason for the bias. */
  public static final String BIAS =
      "takes the draw for its mean; exact where f is linear in each variable, at temperature 1";

  /**
   * Makes an estimator with a temperature.
   *
   * @throws IllegalArgumentException if the temperature is not finite and above 0
   */
  public StraightThrough {
    Require.positive("the temperature of straight-through", temperature);
  }

  /** Makes an estimator of temperature 1. */
  public StraightThrough() {
    this(1);
  }

  @Override
  public Question<DifferentiableObjective> ask(Averaged law, RandomGenerator random) {
    Events b = law.sample(1, random);
    return Question.ofSlopes(
        law, b, 1, f -> TemperedMean.of(law, temperature).pullback(law, f.gradients()));
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(BIAS);
  }
}
