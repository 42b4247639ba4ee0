package io.thalweg.tune;

import io.thalweg.check.Interval;

/**
 * An estimate and its uncertainty.
 *
 * @param value the estimate
 * @param standardError the standard error of the estimate
 * @param halfWidth half of the width of its confidence interval
 */
public record Measured(double value, double standardError, double halfWidth) {

  /** The confidence interval. */
  public Interval interval() {
    return new Interval(value - halfWidth, value + halfWidth);
  }

  /** Whether a number is in the confidence interval. */
  public boolean covers(double number) {
    return Math.abs(number - value) <= halfWidth;
  }

  /** Returns this estimate in another unit, that has so many of the old one. */
  Measured times(double factor) {
    double size = Math.abs(factor);
    return new Measured(factor * value, size * standardError, size * halfWidth);
  }

  @Override
  public String toString() {
    return "%.5g ± %.2g".formatted(value, halfWidth);
  }
}
