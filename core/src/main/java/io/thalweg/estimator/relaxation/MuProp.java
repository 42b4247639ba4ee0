package io.thalweg.estimator.relaxation;

import io.thalweg.Averaged;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Path;
import io.thalweg.Question;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * MuProp: REINFORCE with the first-order Taylor expansion of f at the mean as its control variate.
 *
 * <pre>
 *   mu = E b,   g = [f(b) - f(mu) - grad f(mu) . (b - mu)] grad log q(b) + (dmu/dtheta)^T grad f(mu)
 * </pre>
 *
 * <p>Needs: an Averaged law, an objective with a gradient at the mean. Shapes: g [contexts x
 * dimension]. Cost: 2 evaluations a context in one batch, 1 of them with a gradient. Bias: none.
 *
 * <p>Source: Gu, Levine, Sutskever &amp; Mnih (2016), ICLR, arXiv:1511.05176.
 */
public record MuProp() implements Estimator<Averaged, DifferentiableObjective> {

  @Override
  public Question<DifferentiableObjective> ask(Averaged law, RandomGenerator random) {
    Events b = law.sample(1, random);
    Path mean = law.mean();
    Events both = Events.concat(mean.points(), b);
    double[] weights = new double[both.count()];
    Arrays.fill(weights, law.contexts(), weights.length, 1);
    return Question.ofSlopes(law, both, weights, f -> gradient(law, b, mean, f));
  }

  private static double[] gradient(Averaged law, Events b, Path mean, Linearization f) {
    double[] slopes = f.gradients();
    int contexts = law.contexts();
    int size = b.pointSize();
    double[] advantages = new double[contexts];
    for (int c = 0; c < contexts; c++) {
      advantages[c] = f.values()[contexts + c] - f.values()[c];
      for (int i = c * size; i < (c + 1) * size; i++) {
        advantages[c] -= slopes[i] * (b.points()[i] - mean.points().points()[i]);
      }
    }
    double[] gradient = law.weightedScore(b, advantages);
    mean.pullback(slopes, 0, gradient);
    return gradient;
  }
}
