package io.thalweg;

/** What a differentiable objective answered for a batch of points, with its derivatives there. */
public interface Linearization extends Evaluation {

  /** The gradient of f in x at every point, [rows x point size]; to be read, not written. */
  double[] gradients();

  /**
   * Second derivatives along one direction at each point.
   *
   * <pre>
   *   out[r] = H(x_r) directions[r], H the Hessian of f in x
   * </pre>
   *
   * @param directions [rows x point size]
   */
  double[] curvatures(double[] directions);
}
