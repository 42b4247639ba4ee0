package io.thalweg.estimator.pathwise;

import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Central differences of f in each parameter, at common random numbers.
 *
 * <pre>
 *   u ~ Uniform(0, 1)^noise,   x(theta) = T(theta, u)
 *   g_i = [f(x(theta + h e_i)) - f(x(theta - h e_i))] / (2 h)
 * </pre>
 *
 * <p>Its mean is the central difference of E f. Where f jumps, the variance grows as 1 / h, since
 * few pairs fall on the two sides of a jump and differ by the whole of it. Needs: a law with a
 * path, any objective. Shapes: g [contexts x dimension]. Cost: 2 evaluations for each parameter of
 * a context, in one batch. Bias: h^2 / 6 times the third derivative of E f, in the limit of small
 * steps. The events are draws at the moved parameters, and so is the mean of f over them.
 *
 * <p>Source: Glasserman &amp; Yao (1992), Management Science 38, doi 10.1287/mnsc.38.6.884.
 *
 * @param step h, above 0
 */
public record FiniteDifference(double step) implements Estimator<Reparameterized, Objective> {

  /** The reason for the bias. */
  public static final String BIAS =
      "differences over a step of the parameters; of the order of the step's square";

  /**
   * Makes an estimator with a step.
   *
   * @throws IllegalArgumentException if the step is not finite and above 0
   */
  public FiniteDifference {
    Require.positive("the step of a finite difference", step);
  }

  @Override
  public Question<Objective> ask(Reparameterized law, RandomGenerator random) {
    int contexts = law.contexts();
    int dimension = law.dimension();
    double[] u = Uniforms.open(random, Require.numbers(contexts, law.noise()));
    Events[] moved = new Events[2 * dimension];
    for (int i = 0; i < dimension; i++) {
      double[] direction = new double[contexts * dimension];
      for (int c = 0; c < contexts; c++) {
        direction[c * dimension + i] = 1;
      }
      moved[2 * i] = Moved.at(law, direction, step).transform(u);
      moved[2 * i + 1] = Moved.at(law, direction, -step).transform(u);
    }
    return Question.ofValues(
        law, Moved.joined(moved), moved.length, f -> gradient(f, contexts, dimension));
  }

  private double[] gradient(double[] f, int contexts, int dimension) {
    double[] gradient = new double[contexts * dimension];
    for (int at = 0; at < gradient.length; at++) {
      int row = 2 * (at % dimension) * contexts + at / dimension;
      gradient[at] = (f[row] - f[row + contexts]) / (2 * step);
    }
    return gradient;
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(BIAS);
  }
}
