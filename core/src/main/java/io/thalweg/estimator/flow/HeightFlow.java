package io.thalweg.estimator.flow;

import io.thalweg.Checked;
import io.thalweg.Cumulative;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.internal.DoubleExponential;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * The flow of mass under the graph of a density. Mass is spread evenly below p(x; theta); as one
 * parameter moves, mass moves sideways and up or down.
 *
 * <pre>
 *   dx/dtheta = u(x),   dh/dtheta = h (score + u d log p/dx) = -h du/dx,   0 &lt; h &lt; p(x)
 *   integral of grad f . (dx, dh)/dtheta over the volume = flux of f (dx, dh)/dtheta out of it
 * </pre>
 *
 * <p>u is the path of the law, so that mass below the graph stays below it, and the flow is
 * incompressible. f does not depend on h. The volume integral is the mean of the reparameterisation
 * gradient; the flux through the graph is the mean of REINFORCE. By the divergence theorem they are
 * equal. Between two places there is also the flux through walls at these places, and none through
 * the ground. This shows why the two are equal; it gives no new estimator.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, section 4, equation 17, and
 * case study 1.
 */
public final class HeightFlow {

  private final Cumulative law;
  private final int parameter;

  /**
   * Makes the flow for a law of one variable and one of its parameters.
   *
   * @throws IllegalArgumentException if the law has more contexts or variables than one
   * @throws IndexOutOfBoundsException if there is no such parameter
   */
  public HeightFlow(Cumulative law, int parameter) {
    if (law.contexts() != 1 || law.noise() != 1) {
      throw new IllegalArgumentException(
          "the flow under the graph of %s is asked for; it must be a law of one variable"
              .formatted(law));
    }
    this.law = law;
    this.parameter = Objects.checkIndex(parameter, law.dimension());
  }

  private static Events at(double x) {
    return Events.of(new double[] {x}, 1, 1);
  }

  /** The height of the graph, p(x). */
  public double height(double x) {
    return Math.exp(law.logDensities(at(x))[0]);
  }

  /** The velocity (dx, dh)/dtheta at a point under the graph. */
  public double[] velocity(double x, double h) {
    return new double[] {along(x), -h * divergence(x)};
  }

  private double along(double x) {
    double[] gradient = new double[law.dimension()];
    law.velocity().pullback(at(x), new double[] {1}, 0, gradient);
    return gradient[parameter];
  }

  private double divergence(double x) {
    double[] gradient = new double[law.dimension()];
    law.velocity().addDivergence(at(x), new double[] {1}, gradient);
    return gradient[parameter];
  }

  /**
   * Computes the volume integral of grad f . velocity between two places, the integral of p u
   * df/dx.
   */
  public double volume(DifferentiableObjective f, double from, double to) {
    return integral(
        from, to, x -> height(x) * along(x) * Checked.gradients(linearize(f, x), at(x))[0]);
  }

  /**
   * Computes the flux of f velocity through the graph between two places.
   *
   * <pre>
   *   integral of f (dx, dh)/dtheta . (-dp/dx, 1) dx   at h = p(x)
   * </pre>
   */
  public double graph(DifferentiableObjective f, double from, double to) {
    return integral(
        from,
        to,
        x -> {
          double p = height(x);
          double[] velocity = velocity(x, p);
          double slope = p * law.densityGradient(at(x))[0];
          return value(f, x) * (velocity[1] - velocity[0] * slope);
        });
  }

  /** Computes the outward flux of f velocity through the walls from the ground to the graph. */
  public double walls(DifferentiableObjective f, double from, double to) {
    return value(f, to) * height(to) * along(to) - value(f, from) * height(from) * along(from);
  }

  private static double value(DifferentiableObjective f, double x) {
    return linearize(f, x).values()[0];
  }

  private static Linearization linearize(DifferentiableObjective f, double x) {
    return Checked.linearize(f, at(x));
  }

  private static double integral(double from, double to, DoubleUnaryOperator function) {
    return DoubleExponential.interval(to - from, w -> function.applyAsDouble(from + w));
  }
}
