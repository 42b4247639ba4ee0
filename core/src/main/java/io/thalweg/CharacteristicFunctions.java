package io.thalweg;

/**
 * Means, variances and characteristic functions of the coordinates of a law, with their gradients.
 *
 * <p>Shapes: a number for each variable, [contexts x size]; a complex number for each, [contexts x
 * size x 2], the real part first.
 */
public interface CharacteristicFunctions {

  /**
   * Returns the mean of each variable.
   *
   * @return [contexts x size]
   */
  double[] means();

  /**
   * Returns the variance of each variable.
   *
   * @return [contexts x size]
   */
  double[] variances();

  /**
   * Adds the gradient of weighted sums of means and variances.
   *
   * <pre>
   *   gradient += sum_v meanSlopes_v grad_theta E y_v + varianceSlopes_v grad_theta Var y_v
   * </pre>
   *
   * @param meanSlopes in the means, [contexts x size]
   * @param varianceSlopes in the variances, of the same shape
   * @param gradient to which is added, [contexts x dimension]
   * @throws IllegalArgumentException if there is not a slope for each mean and variance
   */
  void pullbackMoments(double[] meanSlopes, double[] varianceSlopes, double[] gradient);

  /**
   * Computes phi_v(t_v) for each variable.
   *
   * @param t a frequency for each variable, [contexts x size]
   * @return real and imaginary parts, [contexts x size x 2]
   * @throws IllegalArgumentException if there is not a frequency for each variable
   */
  double[] phi(double[] t);

  /**
   * Adds the gradient of a weighted sum of real and imaginary parts of phi_v(t_v).
   *
   * @param t a frequency for each variable, [contexts x size]
   * @param slopes in the real and in the imaginary part, [contexts x size x 2]
   * @param gradient to which is added, [contexts x dimension]
   * @throws IllegalArgumentException if there is not a frequency and two slopes for each variable
   */
  void pullback(double[] t, double[] slopes, double[] gradient);
}
