package io.thalweg;

/** The values of a differentiable objective at a batch of points, with its derivatives there. */
public interface Linearization extends Evaluation {

  /** The gradient of f in x at every point, [rows x point size]; to be read, not written. */
  double[] gradients();

  /** Whether f jumps somewhere, so that its gradients do not tell how E f moves. */
  default boolean jumps() {
    return false;
  }

  /**
   * Computes second derivatives along one direction at each point.
   *
   * <pre>
   *   out[r] = H(x_r) directions[r], H the Hessian of f in x
   * </pre>
   *
   * @param directions [rows x point size]
   */
  double[] curvatures(double[] directions);

  /**
   * An answer of values and gradients, of an objective without parameters of its own.
   *
   * <p>It has no curvatures, which estimators ask for only where they learn a temperature.
   *
   * @param values one for each row
   * @param gradients [rows x point size]
   */
  static Linearization of(double[] values, double[] gradients) {
    return new Linearization() {
      @Override
      public double[] values() {
        return values;
      }

      @Override
      public double[] gradients() {
        return gradients;
      }

      @Override
      public double[] curvatures(double[] directions) {
        throw new UnsupportedOperationException("this answer has no curvatures");
      }

      @Override
      public void pullback(double[] weights) {}
    };
  }
}
