package io.thalweg.estimator.pathwise;

import io.thalweg.Cumulative;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Path;
import io.thalweg.Question;
import java.util.random.RandomGenerator;

/**
 * The implicit reparameterisation gradient: f differentiated along the velocity of the distribution
 * function, however the event was drawn.
 *
 * <pre>
 *   x ~ q(.; theta),   u_v(x) = -dF(x_v; theta)/dtheta / p(x_v; theta)
 *   g = sum over the variables v of u_v(x) df(x)/dx_v
 * </pre>
 *
 * <p>So a law that is drawn by rejection, such as {@code Gamma}, has a path although the noise is
 * unknown. In one dimension the velocity is unique, so that the estimate equals that of {@link
 * Reparameterization}, which differentiates at fixed noise if the law does.
 *
 * <p>Needs: a law with distribution functions, an objective with a gradient and no jumps. Shapes: g
 * [contexts x dimension]. Cost: 1 evaluation and 1 gradient of f a context. Bias: none.
 *
 * <p>Source: Figurnov, Mohamed &amp; Mnih (2018), NeurIPS, arXiv:1805.08498.
 */
public record Implicit() implements Estimator<Cumulative, DifferentiableObjective> {

  @Override
  public Question<DifferentiableObjective> ask(Cumulative law, RandomGenerator random) {
    Path path = law.velocity().path(law.sample(1, random));
    return Question.ofSlopes(law, path.points(), 1, f -> path.pullback(law, f.gradients()));
  }
}
