package io.thalweg;

/**
 * Points x(theta) at fixed noise, and the derivative of these points in theta.
 *
 * <p>The Jacobian of a row r of context c is J_r = dx_r / dtheta_c, [point size x dimension].
 */
public interface Path {

  /** The points x, [draws x contexts x point size]. */
  Events points();

  /**
   * Pulls cotangents of the points back to theta and adds the results to a gradient.
   *
   * <pre>
   *   gradient[c] += sum over the rows r of context c of J_r^T cotangents[r]
   * </pre>
   *
   * @param cotangents [rows x point size], starting at {@code offset}
   * @param gradient [contexts x dimension]
   */
  void pullback(double[] cotangents, int offset, double[] gradient);

  /**
   * Pulls cotangents of all points back to the parameters of their law.
   *
   * @param cotangents [rows x point size]
   * @return [contexts x dimension]
   */
  default double[] pullback(Distribution law, double[] cotangents) {
    double[] gradient = new double[law.contexts() * law.dimension()];
    pullback(cotangents, 0, gradient);
    return gradient;
  }

  /**
   * Pushes one tangent of theta for every context forward to the points.
   *
   * <pre>
   *   out[r] = J_r tangents[c], c the context of row r
   * </pre>
   *
   * @param tangents [contexts x dimension]
   * @param out [rows x point size], written from {@code offset} on
   */
  void pushforward(double[] tangents, double[] out, int offset);
}
