package io.thalweg;

/**
 * A law of independent variables, of which the means of some functions are closed: of all functions
 * of variables with finitely many values, or of powers and waves of numbers.
 *
 * <p>So it is known how the mean of a sum of products of such functions, one for each variable,
 * depends on theta.
 */
public sealed interface MeanField extends Distribution permits Factorized, Characteristic {

  /**
   * Computes the coordinates in which the functions have closed means, such as the logarithm of a
   * lognormal variable. They do not depend on theta.
   *
   * @param values of all variables of some events, [rows x size]
   * @return of the same shape
   */
  default double[] coordinates(double[] values) {
    return values;
  }

  /**
   * Whether the closed means hold at this theta, to the digits of a double. They do not if much of
   * the law, or of its moments, lies beyond the numbers that a double holds.
   */
  default boolean hasClosedMeans() {
    return true;
  }
}
