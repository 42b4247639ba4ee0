package io.thalweg.internal;

import java.util.function.DoubleUnaryOperator;

/**
 * Integrates smooth functions by double-exponential quadrature: the trapezoidal rule after a change
 * of variable that makes the integrand decay doubly exponentially.
 *
 * <pre>
 *   half-line:  w = scale exp(t - exp(-t))
 *   interval:   w = length / (1 + exp(-pi sinh t))
 * </pre>
 *
 * <p>The step is halved until the integral changes by less than 1e-9 of the integral of the
 * modulus. For analytic integrands each halving squares the error, so that it is then near the
 * rounding of a double.
 *
 * <p>Source: Takahasi &amp; Mori (1974), Publications of RIMS 9, 721-741.
 */
public final class DoubleExponential {

  private static final double CONVERGED = 1e-9;
  private static final double NEGLIGIBLE = 1e-17;
  // The coarsest step in t is 1/4, the finest 1/256.
  private static final int PER_UNIT = 256;
  private static final int COARSEST = 64;

  private static final Rule HALF_LINE =
      Rule.of(
          -4,
          9,
          t -> Math.exp(t - Math.exp(-t)),
          t -> Math.exp(t - Math.exp(-t)) * (1 + Math.exp(-t)));
  private static final Rule INTERVAL =
      Rule.of(
          -3.5,
          3.5,
          t -> fraction(t),
          t -> Math.PI * StrictMath.cosh(t) * fraction(t) * fraction(-t));

  private DoubleExponential() {}

  private static double fraction(double t) {
    return Numerics.sigmoid(Math.PI * StrictMath.sinh(t));
  }

  /**
   * Integrates a function over w &gt; 0 that decays exponentially or faster.
   *
   * @param scale the length over which the function decays; the order of magnitude is enough
   */
  public static double halfLine(double scale, DoubleUnaryOperator function) {
    return HALF_LINE.integral(scale, function);
  }

  /** Integrates a function without singularity over 0 &lt; w &lt; length. */
  public static double interval(double length, DoubleUnaryOperator function) {
    return INTERVAL.integral(length, function);
  }

  /** Nodes and weights at the finest step; centre is the index of the node at t = 0. */
  private record Rule(double[] places, double[] weights, int centre) {

    static Rule of(double from, double to, DoubleUnaryOperator place, DoubleUnaryOperator weight) {
      int first = (int) (from * PER_UNIT);
      int count = (int) (to * PER_UNIT) - first + 1;
      double[] places = new double[count];
      double[] weights = new double[count];
      for (int i = 0; i < count; i++) {
        double t = (double) (first + i) / PER_UNIT;
        places[i] = place.applyAsDouble(t);
        weights[i] = weight.applyAsDouble(t);
      }
      return new Rule(places, weights, -first);
    }

    double integral(double scale, DoubleUnaryOperator function) {
      return scale * new Sum(this, scale, function).converged();
    }
  }

  /** The trapezoidal sum of one integral. */
  private static final class Sum {

    private final Rule rule;
    private final double scale;
    private final DoubleUnaryOperator function;
    private double sum;
    private double modulus;

    Sum(Rule rule, double scale, DoubleUnaryOperator function) {
      this.rule = rule;
      this.scale = scale;
      this.function = function;
    }

    double converged() {
      add(rule.centre);
      int high = reach(COARSEST);
      int low = reach(-COARSEST);
      int step = COARSEST;
      double integral = sum * step / PER_UNIT;
      while (step > 1) {
        double last = integral;
        for (int i = low + step / 2; i < high; i += step) {
          add(i);
        }
        step /= 2;
        integral = sum * step / PER_UNIT;
        if (Math.abs(integral - last) <= CONVERGED * modulus * step / PER_UNIT) {
          break;
        }
      }
      return integral;
    }

    /** Adds the coarsest terms on one side until two in a row are negligible. */
    private int reach(int step) {
      int last = rule.centre;
      int small = 0;
      for (int i = last + step; i >= 0 && i < rule.places.length && small < 2; i += step) {
        small = add(i) < NEGLIGIBLE * modulus ? small + 1 : 0;
        last = i;
      }
      return last;
    }

    private double add(int i) {
      double term = rule.weights[i] * function.applyAsDouble(scale * rule.places[i]);
      sum += term;
      modulus += Math.abs(term);
      return Math.abs(term);
    }
  }
}
