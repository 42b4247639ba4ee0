package io.thalweg.estimator.pathwise;

import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * SPSA, simultaneous perturbation: one central difference along a random direction, for all
 * parameters at once, at common random numbers.
 *
 * <pre>
 *   d_i = 1 or -1, each with probability 1/2,   u ~ Uniform(0, 1)^noise,   x(theta) = T(theta, u)
 *   g_i = d_i [f(x(theta + h d)) - f(x(theta - h d))] / (2 h)
 * </pre>
 *
 * <p>The slopes in all other parameters are noise in g_i, with random signs: each adds its square
 * to the variance. Needs: a law with a path, any objective. Shapes: g [contexts x dimension]. Cost:
 * 2 evaluations a context in one batch, whatever the number of parameters. Bias: of the order of
 * h^2, from third derivatives of E f along all pairs of parameters. The events are draws at the
 * moved parameters, and so is the mean of f over them.
 *
 * <p>Source: Spall (1992), IEEE Transactions on Automatic Control 37, doi 10.1109/9.119632.
 *
 * @param step h, above 0
 */
public record Spsa(double step) implements Estimator<Reparameterized, Objective> {

  /** The reason for the bias. */
  public static final String BIAS = FiniteDifference.BIAS;

  /**
   * Makes an estimator with a step.
   *
   * @throws IllegalArgumentException if the step is not finite and above 0
   */
  public Spsa {
    Require.positive("the step of SPSA", step);
  }

  @Override
  public Question<Objective> ask(Reparameterized law, RandomGenerator random) {
    int contexts = law.contexts();
    double[] direction = Uniforms.open(random, contexts * law.dimension());
    for (int i = 0; i < direction.length; i++) {
      direction[i] = direction[i] < 0.5 ? -1 : 1;
    }
    double[] u = Uniforms.open(random, Require.numbers(contexts, law.noise()));
    return Question.ofValues(
        law,
        Moved.joined(
            Moved.at(law, direction, step).transform(u),
            Moved.at(law, direction, -step).transform(u)),
        2,
        f -> gradient(f, direction, contexts));
  }

  private double[] gradient(double[] f, double[] direction, int contexts) {
    double[] gradient = direction.clone();
    int dimension = gradient.length / contexts;
    for (int at = 0; at < gradient.length; at++) {
      int row = at / dimension;
      gradient[at] *= (f[row] - f[row + contexts]) / (2 * step);
    }
    return gradient;
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(BIAS);
  }
}
