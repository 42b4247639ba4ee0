package io.thalweg.estimator.relaxation;

import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.Relaxable;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Gumbel-Rao: straight-through Gumbel-Softmax with the mean over K relaxations of the same draw.
 *
 * <pre>
 *   b ~ q(.; theta),   z_1 .. z_K the relaxed variables, each drawn given b
 *   y_k = squash(z_k / temperature),   g = 1/K sum_k (dy_k/dlogits)^T grad f(b)
 * </pre>
 *
 * <p>f is asked at b alone, so that further relaxations cost no evaluation. They average out the
 * noise that straight-through Gumbel-Softmax has beside that of b, and leave its mean as it is:
 * Rao-Blackwellisation, by Monte Carlo. With K = 1 it is {@link GumbelStraightThrough}. z moves
 * with the logits at fixed noise, as if it had not been drawn given b.
 *
 * <p>squash is the map of the law: the logistic function, the softmax over categories, or
 * NeuralSort for orders. Needs: a Concrete law, an objective with a gradient. Shapes: g [contexts x
 * dimension]. Cost: 1 evaluation and 1 gradient of f a context, and K relaxations. Bias: that of
 * {@link GumbelStraightThrough}.
 *
 * <p>Source: Paulus, Maddison &amp; Krause (2021), ICLR, arXiv:2010.04838.
 *
 * @param relaxations K
 * @param temperature above 0
 */
public record GumbelRao(int relaxations, double temperature)
    implements Estimator<Concrete, DifferentiableObjective> {

  /** The reason for the bias. */
  public static final String BIAS = GumbelStraightThrough.BIAS;

  /**
   * Makes an estimator with a temperature.
   *
   * @throws IllegalArgumentException if there is no relaxation, or the temperature is not finite
   *     and above 0
   */
  public GumbelRao {
    Require.atLeast(1, "the number of relaxations of Gumbel-Rao", relaxations);
    Require.positive("the temperature of Gumbel-Rao", temperature);
  }

  @Override
  public Question<DifferentiableObjective> ask(Concrete law, RandomGenerator random) {
    Relaxable.Relaxation relaxation = law.relax(1, random);
    Path path = relaxation.relaxed();
    RelaxedDraw[] relaxed = new RelaxedDraw[relaxations];
    for (int k = 0; k < relaxations; k++) {
      Path z = k == 0 ? path : relaxation.conditional(random);
      relaxed[k] = RelaxedDraw.of(law, z, temperature);
    }
    return Question.ofSlopes(
        law, relaxation.draws(), 1, f -> path.pullback(law, mean(relaxed, f.gradients())));
  }

  /** The mean of the slopes in z, over all relaxations. */
  private double[] mean(RelaxedDraw[] relaxed, double[] slopes) {
    double[] mean = relaxed[0].cotangents(slopes).clone();
    for (int k = 1; k < relaxations; k++) {
      double[] next = relaxed[k].cotangents(slopes);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += next[i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= relaxations;
    }
    return mean;
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(BIAS);
  }
}
