package io.thalweg.distribution;

import java.util.random.RandomGenerator;

/**
 * One variable of a law of independent variables, at its own parameters theta_0, theta_1, ...
 *
 * <p>Methods that write fill one number for each parameter.
 */
public interface Variable {

  /** Draws x. */
  double sample(RandomGenerator random);

  /** log p(x), a density or a probability; minus infinity outside of the support. */
  double logProbability(double x);

  /**
   * log p(x) as a density. Differs from {@link #logProbability} only at a censored end, where that
   * is the probability of the whole tail.
   */
  default double logDensity(double x) {
    return logProbability(x);
  }

  /** d log p(x) / dtheta_j. */
  void score(double x, double[] out);

  /**
   * The velocity at which theta_j carries x, or probability from x to x + 1: -dF(x)/dtheta_j /
   * p(x), where F is the distribution function.
   */
  void velocity(double x, double[] out);

  /** A variable with a density. */
  interface Continuous extends Variable {

    /** d log p(x) / dx. */
    double slope(double x);

    /** The distribution function. */
    double cumulative(double x);

    /**
     * log F(x) for side -1, log(1 - F(x)) for side 1. Laws that are clamped to what doubles hold
     * need it; this one has as many digits as F.
     */
    default double logTail(double x, double side) {
      double lower = cumulative(x);
      return side < 0 ? Math.log(lower) : StrictMath.log1p(-lower);
    }

    /** The inverse of the distribution function. */
    double quantile(double u);
  }

  /**
   * Makes a variable from its parameters, which are finite.
   *
   * @param <V> the kind of variable
   */
  @FunctionalInterface
  interface Family<V extends Variable> {

    /**
     * Makes the variable.
     *
     * @throws IllegalArgumentException if a parameter is out of range
     */
    V at(double[] theta);
  }
}
