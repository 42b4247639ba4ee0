package io.thalweg;

/**
 * Means, variances and characteristic functions of the coordinates of a law, with their gradients.
 *
 * <p>Shapes: a number for each variable, [contexts x size]; a complex number for each, [contexts x
 * size x 2], the real part first.
 */
public interface CharacteristicFunctions {

  /** The mean of each variable. */
  double[] means();

  /** The variance of each variable. */
  double[] variances();

  /**
   * Adds the gradient of weighted sums of means and variances.
   *
   * <pre>
   *   gradient += sum_v meanSlopes_v grad_theta E y_v + varianceSlopes_v grad_theta Var y_v
   * </pre>
   *
   * @param gradient [contexts x dimension]
   */
  void pullbackMoments(double[] meanSlopes, double[] varianceSlopes, double[] gradient);

  /**
   * Computes phi_v(t_v) for each variable.
   *
   * @param t a frequency for each variable
   */
  double[] at(double[] t);

  /**
   * Adds the gradient of a weighted sum of real and imaginary parts of phi_v(t_v).
   *
   * @param t a frequency for each variable
   * @param slopes in the real and in the imaginary part, [contexts x size x 2]
   * @param gradient [contexts x dimension]
   */
  void pullback(double[] t, double[] slopes, double[] gradient);
}
