package io.thalweg.estimator.relaxation;

import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Question;
import io.thalweg.Relaxable;
import io.thalweg.internal.Squash;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * ReinMax, straight-through of second order.
 *
 * <pre>
 *   b ~ q(.; theta),   p = E b,   J(y) v = y (v - y . v), or y (1 - y) v for a number
 *   g = 2 J((p + b) / 2) grad f(b) - 1/2 J(p) grad f(b)
 * </pre>
 *
 * <p>Straight-through replaces f(b) - f(b') by the slope at one end; ReinMax replaces it by the
 * mean of the slopes at both ends (Heun's rule). The gradient in the logits is pulled back along z,
 * which moves with them. Needs: a Concrete law, an objective with a gradient. Shapes: g [contexts x
 * dimension]. Cost: 1 evaluation and 1 gradient of f a context. Bias: none for a quadratic f, of
 * the order of its third derivatives otherwise.
 *
 * <p>Source: Liu, Dong, Liu, Yu &amp; Gao (2023), NeurIPS, arXiv:2304.08612.
 */
public record ReinMax() implements Estimator<Concrete, DifferentiableObjective> {

  /** The reason for the bias. */
  public static final String BIAS =
      "takes differences of f for means of slopes; exact for a quadratic f";

  @Override
  public Question<DifferentiableObjective> ask(Concrete law, RandomGenerator random) {
    Relaxable.Relaxation relaxation = law.relax(1, random);
    return Question.ofSlopes(
        law, relaxation.draws(), 1, f -> gradient(law, relaxation, f.gradients()));
  }

  private static double[] gradient(Concrete law, Relaxable.Relaxation relaxation, double[] slopes) {
    Events b = relaxation.draws();
    double[] p = law.mean().points().points();
    double[] between = p.clone();
    for (int i = 0; i < between.length; i++) {
      between[i] = (p[i] + b.points()[i]) / 2;
    }
    Squash squash = new Squash(b.categories());
    double[] logits = squash.product(between, slopes);
    double[] less = squash.product(p, slopes);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = 2 * logits[i] - 0.5 * less[i];
    }
    return relaxation.relaxed().pullback(law, logits);
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(BIAS);
  }
}
