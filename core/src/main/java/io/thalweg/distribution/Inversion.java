package io.thalweg.distribution;

import java.util.function.DoubleUnaryOperator;

/** Inverts distribution functions by Newton's method on the logarithm of the smaller tail. */
public final class Inversion {

  private static final int MOST_STEPS = 200;

  private Inversion() {}

  /**
   * The Newton step of log tail - log u, positive where the root is at a smaller v.
   *
   * @param tail a distribution function at v
   * @param density its derivative
   */
  public static double step(double tail, double density, double u) {
    return tail > 0 ? Math.log(tail / u) * tail / density : Double.NEGATIVE_INFINITY;
  }

  /** The root of a rising function of which 1 is the unit of length. */
  public static double root(double low, double high, double start, DoubleUnaryOperator step) {
    return root(low, high, start, 1, step);
  }

  /**
   * The root of a rising function.
   *
   * <p>A Newton step that leaves the interval in which the root is known to be, or one that is not
   * finite, becomes a bisection. For log-concave laws, where the logarithm of a tail bends one way,
   * the steps converge from one side.
   *
   * @param low below the root; may be infinite where the first step stops short of nothing
   * @param high above the root; likewise
   * @param start between them
   * @param unit length over which the function changes; the root is as exact as the larger of it
   *     and the root itself
   * @param step function / derivative, or an infinity or zero of the function's sign
   */
  public static double root(
      double low, double high, double start, double unit, DoubleUnaryOperator step) {
    double v = start;
    for (int n = 0; n < MOST_STEPS; n++) {
      double change = step.applyAsDouble(v);
      if (change > 0) {
        high = v;
      } else {
        low = v;
      }
      double next = v - change;
      if (!(next >= low && next <= high)) {
        next = 0.5 * (low + high);
      }
      if (Math.abs(next - v) <= 2 * Math.ulp(Math.max(unit, Math.abs(v)))) {
        return next;
      }
      v = next;
    }
    return v;
  }
}
