package io.thalweg.estimator.pathwise;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import java.util.random.RandomGenerator;

/**
 * The reparameterisation gradient: f differentiated along the path of the law.
 *
 * <pre>
 *   x on the path of the law, as x = T(theta, noise) at fixed noise,   g = (dx/dtheta)^T grad f(x)
 * </pre>
 *
 * <p>Needs: a law with a path, an objective with a gradient and no jumps. Shapes: g [contexts x
 * dimension]. Cost: 1 evaluation and 1 gradient of f a context. Bias: none.
 *
 * <p>Source: Kingma &amp; Welling (2014), ICLR, arXiv:1312.6114; Rezende, Mohamed &amp; Wierstra
 * (2014), ICML, arXiv:1401.4082.
 *
 * <pre>{@code
 * Gaussian law = Gaussian.of(0.5, 2);
 * DifferentiableObjective f =
 *     DifferentiableObjective.of(x -> x[0] * x[0], x -> new double[] {2 * x[0]});
 * Estimate estimate = new Reparameterization().estimate(law, f, random);
 * double[] gradient = estimate.gradient(); // for the mean and the log standard deviation
 * }</pre>
 */
public record Reparameterization() implements Estimator<Reparameterized, DifferentiableObjective> {

  @Override
  public Question<DifferentiableObjective> ask(Reparameterized law, RandomGenerator random) {
    Path path = law.path(1, random);
    return Question.ofSlopes(law, path.points(), 1, f -> path.pullback(law, f.gradients()));
  }
}
