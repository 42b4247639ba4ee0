package io.thalweg.distribution;

import java.util.function.DoubleUnaryOperator;

/**
 * Inverts distribution functions by the methods of Newton and Halley on the logarithm of the
 * smaller tail.
 */
final class Inversion {

  private static final int MOST_STEPS = 200;
  private static final double NARROW = 1e-3;

  private Inversion() {}

  /**
   * The Newton step of log tail - log u; positive if the root is at a smaller v.
   *
   * @param tail a distribution function at v
   * @param density its derivative
   */
  static double step(double tail, double density, double u) {
    return tail > 0 ? Math.log(tail / u) * tail / density : Double.NEGATIVE_INFINITY;
  }

  /**
   * Halley's step of log tail - log u, which also knows how the density changes. Where its
   * correction is not small, it is Newton's step, which is exact for an exponential tail.
   *
   * @param tail a distribution function at v
   * @param density its derivative
   * @param slope the derivative of the logarithm of the density
   */
  static double step(double tail, double density, double slope, double u) {
    double newton = step(tail, density, u);
    double bend = newton * (slope - density / tail) / 2;
    return Math.abs(bend) < 0.5 ? newton / (1 - bend) : newton;
  }

  /** Finds the root of an increasing function that changes over lengths of about 1. */
  static double root(double low, double high, double start, DoubleUnaryOperator step) {
    return root(low, high, start, 1, step);
  }

  /**
   * Finds the root of an increasing function.
   *
   * <p>If a Newton step is not finite or leaves the interval that contains the root, a bisection
   * replaces it. For log-concave laws, where the logarithm of a tail is concave, the steps converge
   * from one side. Near the root each step squares the error at least, so that the search ends at a
   * step whose square, times the curvature that the last two steps show, is no more than rounding.
   * A first step says nothing of the curvature, so that it ends the search only if it is 0.
   *
   * @param low below the root; may be infinite if no bisection towards it is needed
   * @param high above the root; likewise
   * @param start a number between low and high
   * @param unit the length over which the function changes; the accuracy is relative to the larger
   *     of unit and |root|
   * @param step function / derivative, or an infinity or zero of the function's sign
   */
  static double root(double low, double high, double start, double unit, DoubleUnaryOperator step) {
    double v = start;
    double last = Double.POSITIVE_INFINITY;
    for (int n = 0; n < MOST_STEPS; n++) {
      double change = step.applyAsDouble(v);
      if (change > 0) {
        high = v;
      } else {
        low = v;
      }
      double next = v - change;
      double rounding = 2 * Math.ulp(Math.max(unit, Math.abs(v)));
      double left = left(Math.abs(change), last, unit);
      last = Math.abs(change);
      if (!(next >= low && next <= high)) {
        next = 0.5 * (low + high);
        last = Double.POSITIVE_INFINITY;
        left = Double.POSITIVE_INFINITY;
      }
      if (left <= rounding || Math.abs(next - v) <= rounding) {
        return next;
      }
      v = next;
    }
    return v;
  }

  /** The distance from the root after a step, as far as it and the last one show. */
  private static double left(double step, double last, double unit) {
    if (last == Double.POSITIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    // The density of a narrow law is a difference of large logarithms, whose rounding makes each
    // step a share of the last one.
    double share = step / last;
    return step * (unit < NARROW ? share : Math.max(share * share, step / unit));
  }
}
