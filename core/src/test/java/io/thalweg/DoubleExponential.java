package io.thalweg;

import io.thalweg.internal.Numerics;

/**
 * The double-exponential rule for the mean of a function of a uniform number, which may have a kink
 * at 1/2 and poles at 0 and 1.
 *
 * @param nodes of (0, 1)
 * @param weights of the nodes, which sum to 1
 */
public record DoubleExponential(double[] nodes, double[] weights) {

  // Beyond, the nodes are at the ends of a double.
  private static final double FURTHEST = 3.1;

  /** Makes the rule with a number of nodes per unit of its variable. */
  public static DoubleExponential of(int stepsPerUnit) {
    int half = (int) (FURTHEST * stepsPerUnit);
    double[] nodes = new double[2 * (2 * half + 1)];
    double[] weights = new double[nodes.length];
    for (int n = 0; n <= 2 * half; n++) {
      double s = (double) (n - half) / stepsPerUnit;
      double u = 0.5 * Numerics.sigmoid(Math.PI * Math.sinh(s));
      nodes[2 * n] = u;
      nodes[2 * n + 1] = Math.min(1 - u, 1 - 0x1p-53);
      weights[2 * n] = Math.PI * Math.cosh(s) * u * (1 - 2 * u) / stepsPerUnit;
      weights[2 * n + 1] = weights[2 * n];
    }
    return new DoubleExponential(nodes, weights);
  }
}
