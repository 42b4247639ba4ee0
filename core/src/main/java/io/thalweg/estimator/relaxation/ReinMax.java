package io.thalweg.estimator.relaxation;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Question;
import io.thalweg.Relaxable;
import io.thalweg.Squashed;
import io.thalweg.internal.Softmax;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * ReinMax, straight-through of second order.
 *
 * <pre>
 *   b ~ q(.; theta),   mu(theta) = E b,   J(y) v = y (v - y . v), or y (1 - y) v for a number
 *   g = 2 J((mu(theta / temperature) + b) / 2) grad f(b) - 1/2 J(mu(theta)) grad f(b)
 * </pre>
 *
 * <p>Straight-through replaces f(b) - f(b') by the slope at one end; ReinMax replaces it by the
 * mean of the slopes at both ends (Heun's rule). theta are logits, and mu(theta / temperature) is
 * softmax(theta / temperature), or the logistic function for a number. As in the program of the
 * authors, the temperature moves the point between mean and draw and nothing else: g is not divided
 * by it. That program also takes the mean over the categories off g, which is zero here but for
 * rounding. The gradient in the logits is pulled back along z, which moves with them.
 *
 * <p>Needs: a Squashed law, an objective with a gradient. Shapes: g [contexts x dimension]. Cost: 1
 * evaluation and 1 gradient of f a context. Bias: at temperature 1 none for a quadratic f, of the
 * order of its third derivatives otherwise; at another temperature also for a linear f.
 *
 * <p>Source: Liu, Dong, Liu, Yu &amp; Gao (2023), NeurIPS, arXiv:2304.08612, and their program
 * LiyuanLucasLiu/ReinMax for the temperature.
 *
 * @param temperature of the mean between which and the draw the slope is taken, above 0
 */
public record ReinMax(double temperature) implements Estimator<Squashed, DifferentiableObjective> {

  /** The reason for the bias. */
  public static final String BIAS =
      "takes differences of f for means of slopes; exact for a quadratic f at temperature 1";

  /**
   * Makes an estimator with a temperature.
   *
   * @throws IllegalArgumentException if the temperature is not finite and above 0
   */
  public ReinMax {
    Require.positive("the temperature of ReinMax", temperature);
  }

  /** Makes an estimator of temperature 1. */
  public ReinMax() {
    this(1);
  }

  @Override
  public Question<DifferentiableObjective> ask(Squashed law, RandomGenerator random) {
    Relaxable.Relaxation relaxation = law.relax(1, random);
    return Question.ofSlopes(
        law, relaxation.draws(), 1, f -> gradient(law, relaxation, f.gradients()));
  }

  private double[] gradient(Squashed law, Relaxable.Relaxation relaxation, double[] slopes) {
    Events b = relaxation.draws();
    double[] p = law.mean().points().points();
    double[] between = TemperedMean.of(law, temperature).points().clone();
    for (int i = 0; i < between.length; i++) {
      between[i] = (between[i] + b.points()[i]) / 2;
    }
    Softmax softmax = new Softmax(b.categories());
    double[] logits = softmax.product(between, slopes);
    double[] less = softmax.product(p, slopes);
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
