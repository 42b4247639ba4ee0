package io.thalweg.check;

/**
 * The component of estimates along a direction.
 *
 * @param mean its mean; NaN where there is no direction
 * @param standardError the standard error of the mean
 */
public record Component(double mean, double standardError) {

  /** The component where there is no direction. */
  public static final Component NONE = new Component(Double.NaN, Double.NaN);
}
