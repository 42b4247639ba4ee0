package io.thalweg.surrogate;

import io.thalweg.Differences;
import io.thalweg.optimizer.Adam;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * The expected result of a descent: a step of Adam down central differences.
 *
 * <p>Adam moves a parameter by rate g / (|g| + 1e-8) at first, which tells only the sign of an
 * ordinary g. Functionals are therefore made so small that g is about 1e-8; then the move tells the
 * size of g too.
 */
public final class Descent {

  /** The factor for a functional whose gradient would be about 1. */
  public static final double SMALL = 1e-8;

  private Descent() {}

  /**
   * The parameters after a step down a functional.
   *
   * @param adam steps along with the one that is tested
   * @param functional of ordinary size, which the tested descent sees times {@code factor}
   */
  public static double[] after(
      Adam adam, double[] parameters, ToDoubleFunction<double[]> functional, double factor) {
    double[] gradient = Differences.gradient(functional, parameters);
    double[] moved = parameters.clone();
    adam.step(moved, Arrays.stream(gradient).map(g -> factor * g).toArray());
    return moved;
  }

  /** weights . values + directions . gradients. */
  public static double functional(
      Surrogate.Outputs outputs, double[] weights, double[] directions) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * outputs.values()[k];
    }
    for (int i = 0; i < directions.length; i++) {
      sum += directions[i] * outputs.gradients()[i];
    }
    return sum;
  }

  /** An array times a factor. */
  public static double[] times(double factor, double[] numbers) {
    return Arrays.stream(numbers).map(x -> factor * x).toArray();
  }
}
