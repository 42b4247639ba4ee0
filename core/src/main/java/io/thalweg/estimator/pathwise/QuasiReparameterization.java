package io.thalweg.estimator.pathwise;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.support.PointSet;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * The mean of the reparameterisation gradients of K draws whose noise is spread evenly.
 *
 * <pre>
 *   u_1 .. u_K a point set,   x_k = T(theta, u_k)
 *   g = 1/K sum_k (dx_k/dtheta)^T grad f(x_k)
 * </pre>
 *
 * <p>Every context has a point set of its own. Needs: a law with a path, an objective with a
 * gradient and no jumps. Shapes: g [contexts x dimension]. Cost: K evaluations and K gradients of f
 * a context, in one batch. Bias: none, because every point is uniform.
 *
 * <p>Source: Buchholz, Wenzel &amp; Mandt (2018), ICML, arXiv:1807.01604, for Sobol points; Wu,
 * Goodman &amp; Ermon (2019), AISTATS, arXiv:1810.02555, for antithetic ones.
 *
 * @param draws K
 * @param points chooses the uniform numbers
 */
public record QuasiReparameterization(int draws, PointSet points)
    implements Estimator<Reparameterized, DifferentiableObjective> {

  /**
   * Makes an estimator with K draws.
   *
   * @throws IllegalArgumentException if K is below 1
   */
  public QuasiReparameterization {
    Require.atLeast(1, "the number of draws", draws);
  }

  @Override
  public Question<DifferentiableObjective> ask(Reparameterized law, RandomGenerator random) {
    double[] uniforms = points.draw(draws, law.contexts(), law.noise(), random);
    Path path = law.velocity().path(law.transform(uniforms));
    return Question.ofSlopes(
        law, path.points(), draws, f -> gradient(law, path, f.gradients().clone()));
  }

  private double[] gradient(Reparameterized law, Path path, double[] slopes) {
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] /= draws;
    }
    return path.pullback(law, slopes);
  }
}
