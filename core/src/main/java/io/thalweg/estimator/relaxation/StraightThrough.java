package io.thalweg.estimator.relaxation;

import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Question;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Straight-through: f is evaluated at a draw and differentiated as if the draw were its mean.
 *
 * <pre>
 *   b ~ q(.; theta),   g = (dmean/dtheta)^T grad f(b)
 * </pre>
 *
 * <p>Needs: a Concrete law, an objective with a gradient. Shapes: g [contexts x dimension]. Cost: 1
 * evaluation and 1 gradient of f a context. Bias: none where f is linear in each variable, of the
 * order of its curvature otherwise.
 *
 * <p>Source: Bengio, Leonard &amp; Courville (2013), arXiv:1308.3432.
 */
public record StraightThrough() implements Estimator<Concrete, DifferentiableObjective> {

  /** The reason for the bias. */
  public static final String BIAS =
      "takes the draw for its mean; exact where f is linear in each variable";

  @Override
  public Question<DifferentiableObjective> ask(Concrete law, RandomGenerator random) {
    Events b = law.sample(1, random);
    return Question.ofSlopes(law, b, 1, f -> law.mean().pullback(law, f.gradients()));
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(BIAS);
  }
}
