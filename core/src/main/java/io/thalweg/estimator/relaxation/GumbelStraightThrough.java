package io.thalweg.estimator.relaxation;

import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Question;
import io.thalweg.Relaxable;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Straight-through Gumbel-Softmax: f is evaluated at a draw and differentiated as if the draw were
 * its relaxation.
 *
 * <pre>
 *   z = logits + logistic noise, or log pi + Gumbel noise
 *   b = H(z),   y = squash(z / temperature),   g = (dy/dlogits)^T grad f(b)
 * </pre>
 *
 * <p>squash is the map of the law: the logistic function, the softmax over categories, or
 * NeuralSort for orders. Needs: a Concrete law, an objective with a gradient. Shapes: g [contexts x
 * dimension]. Cost: 1 evaluation and 1 gradient of f a context. Bias: even for a linear f, because
 * y and b have different means. As the temperature goes to 0, the variance grows, and the mean
 * replaces f(b) - f(b') by the mean of the slopes at both ends, as {@link ReinMax} does; then the
 * bias vanishes for a quadratic f.
 *
 * <p>Source: Jang, Gu &amp; Poole (2017), ICLR, arXiv:1611.01144.
 *
 * @param temperature above 0
 */
public record GumbelStraightThrough(double temperature)
    implements Estimator<Concrete, DifferentiableObjective> {

  /** The reason for the bias. */
  public static final String BIAS = "takes the draw for its relaxation";

  /**
   * Makes an estimator with a temperature.
   *
   * @throws IllegalArgumentException if the temperature is not finite and above 0
   */
  public GumbelStraightThrough {
    Require.positive("the temperature of straight-through Gumbel-Softmax", temperature);
  }

  @Override
  public Question<DifferentiableObjective> ask(Concrete law, RandomGenerator random) {
    Relaxable.Relaxation relaxation = law.relax(1, random);
    RelaxedDraw relaxed = RelaxedDraw.of(law, relaxation.relaxed(), temperature);
    return Question.ofSlopes(law, relaxation.draws(), 1, f -> relaxed.pullback(f.gradients()));
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(BIAS);
  }
}
