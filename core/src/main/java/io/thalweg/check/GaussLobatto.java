package io.thalweg.check;

/**
 * The Gauss-Lobatto rule: n nodes on [-1, 1] including both ends, exact up to degree 2n - 3.
 *
 * <pre>
 *   nodes: -1, 1 and the roots of P', P the Legendre polynomial of degree n - 1
 *   weight: 2 / (n (n - 1) P(node)^2)
 * </pre>
 */
final class GaussLobatto {

  private static final int STEPS = 10;

  private final double[] nodes;
  private final double[] weights;

  GaussLobatto(int count) {
    nodes = new double[count];
    weights = new double[count];
    for (int i = 0; i < count; i++) {
      solve(i);
    }
  }

  double node(int i) {
    return nodes[i];
  }

  double weight(int i) {
    return weights[i];
  }

  /** Finds a node by Newton's method. */
  private void solve(int i) {
    int degree = nodes.length - 1;
    double x = Math.cos(Math.PI * i / degree);
    double value = 1;
    for (int step = 0; step < STEPS; step++) {
      double before = 0;
      value = 1;
      for (int k = 1; k <= degree; k++) {
        double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
        before = value;
        value = next;
      }
      x -= (x * value - before) / (nodes.length * value);
    }
    nodes[i] = x;
    weights[i] = 2 / (degree * nodes.length * value * value);
  }
}
