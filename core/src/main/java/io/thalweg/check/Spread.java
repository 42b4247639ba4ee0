package io.thalweg.check;

import io.thalweg.support.Require;
import java.util.Arrays;

/**
 * The spread of a gradient's variance over rare and common outcomes, from which follows what a
 * number of draws may miss.
 *
 * <pre>
 *   h_i(x) = (f(x) - E f) score_i(x)       the centred score estimator of coordinate i
 *   unseen_i(n) = sqrt(E h_i^2 1[|h_i| &gt; t] / n),   t the value with n P(|h_i| &gt; t) = 50
 * </pre>
 *
 * <p>The largest values of h_i, of which fewer than 50 are expected in n draws, may be missing from
 * the draws or stand there by luck. A mean may differ by the standard error of their share whatever
 * the draws show, because the spread of the draws is no measure of it. In simulations of laws that
 * are nearly converged, the rate of false alarms was that of the critical z once this counted.
 *
 * <p>Values are sorted by their binary exponent alone, which costs no memory and no order.
 */
public final class Spread {

  private static final double SEEN = 50;
  private static final double HALF = 0.5;
  private static final int EXPONENTS = Double.MAX_EXPONENT - Double.MIN_EXPONENT + 2;

  private final double[][] mass;
  private final double[][] squares;

  /** Makes the spread of a gradient with this number of coordinates, over all contexts. */
  Spread(int size) {
    Require.atLeast(1, "the number of coordinates", size);
    mass = new double[size][EXPONENTS];
    squares = new double[size][EXPONENTS];
  }

  /** Adds a value of h_i with its probability. */
  void add(int i, double probability, double value) {
    int exponent = Math.getExponent(value) - Double.MIN_EXPONENT + 1;
    if (exponent >= 0 && exponent < EXPONENTS) {
      mass[i][exponent] += probability;
      squares[i][exponent] += probability * value * value;
    }
  }

  /** Computes the standard errors that n draws may hide, one for each coordinate. */
  public double[] unseen(long draws) {
    Require.atLeast(1.0, "the number of draws", (double) draws);
    double[] errors = new double[mass.length];
    Arrays.setAll(errors, i -> Math.sqrt(rarest(i, SEEN / draws) / draws));
    return errors;
  }

  /** The mean of the squares of the largest values, which have this probability together. */
  private double rarest(int i, double probability) {
    double sum = 0;
    double left = probability;
    for (int exponent = EXPONENTS - 1; exponent >= 0 && left > 0; exponent--) {
      double here = mass[i][exponent];
      if (here > 0) {
        sum += squares[i][exponent] * Math.min(1, left / here);
        left -= here;
      }
    }
    return sum;
  }

  /** Computes how often n draws are expected to show the values that make half of the variance. */
  public double expected(int i, long draws) {
    double half = HALF * Arrays.stream(squares[i]).sum();
    double sum = 0;
    double seen = 0;
    for (int exponent = EXPONENTS - 1; exponent >= 0 && sum < half; exponent--) {
      sum += squares[i][exponent];
      seen += mass[i][exponent];
    }
    return seen * draws;
  }
}
