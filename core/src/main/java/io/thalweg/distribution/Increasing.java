package io.thalweg.distribution;

import io.thalweg.internal.Numerics;

/**
 * A smooth increasing map y = g(x) of numbers, for a law of {@link Mapped} variables.
 *
 * <p>Its derivatives are functions of y, which often has more digits than x made of it again.
 */
public interface Increasing {

  /** Computes y = g(x). */
  double at(double x);

  /** Computes the x at which g is y. */
  double inverse(double y);

  /** dy/dx where g is y, above 0. */
  double slope(double y);

  /** d log(dy/dx) / dx where g is y. */
  double bend(double y);

  /** The least y that doubles distinguish from the end of the range; y below are set to it. */
  default double least() {
    return Double.NEGATIVE_INFINITY;
  }

  /** The greatest y that doubles distinguish from the end of the range; y above are set to it. */
  default double greatest() {
    return Double.POSITIVE_INFINITY;
  }

  /** Returns y = exp(x), on which laws of positive numbers are made of those of all numbers. */
  static Increasing exp() {
    return new Increasing() {
      @Override
      public double at(double x) {
        return Math.exp(x);
      }

      @Override
      public double inverse(double y) {
        return Math.log(y);
      }

      @Override
      public double slope(double y) {
        return y;
      }

      @Override
      public double bend(double y) {
        return 1;
      }

      @Override
      public double least() {
        return Censored.LEAST;
      }

      @Override
      public double greatest() {
        return Censored.GREATEST;
      }
    };
  }

  /** Returns y = 1 / (1 + e^-x), whose values are of (0, 1). */
  static Increasing sigmoid() {
    return new Increasing() {
      @Override
      public double at(double x) {
        return Numerics.sigmoid(x);
      }

      @Override
      public double inverse(double y) {
        return Numerics.logit(y);
      }

      @Override
      public double slope(double y) {
        return y * (1 - y);
      }

      @Override
      public double bend(double y) {
        return 1 - 2 * y;
      }

      @Override
      public double least() {
        return Censored.LEAST;
      }

      @Override
      public double greatest() {
        return Censored.BELOW_ONE;
      }
    };
  }

  /**
   * Returns y = low + (high - low) x, which takes (0, 1) to (low, high).
   *
   * @throws IllegalArgumentException if a number is not finite, high is not above low, or they are
   *     so near that doubles hardly lie between
   */
  static Increasing between(double low, double high) {
    return Stretch.of(low, high);
  }
}
