package io.thalweg.tune;

import io.thalweg.simulation.Parameters;
import java.util.function.ToDoubleFunction;

/**
 * A cost that depends on the parameters alone.
 *
 * @param output to which it is added
 */
record Term(String output, ToDoubleFunction<Parameters> cost) {

  private static final double STEP = 1e-5;

  /**
   * The cost at some parameters.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  double value(Parameters at) {
    double value = cost.applyAsDouble(at);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the cost that was added to output %s is %s at %s; it must be finite"
              .formatted(output, value, at));
    }
    return value;
  }

  /** The derivatives of the cost in theta, by central differences. */
  double[] gradient(Parameters at) {
    double[] gradient = new double[at.count()];
    for (int i = 0; i < gradient.length; i++) {
      double[] theta = at.theta();
      double h = STEP * Math.max(1, Math.abs(theta[i]));
      theta[i] += h;
      double more = value(at.at(theta));
      theta[i] -= 2 * h;
      gradient[i] = (more - value(at.at(theta))) / (2 * h);
    }
    return gradient;
  }
}
