package io.thalweg.structure;

import java.util.HashMap;
import java.util.Map;

/**
 * The variance that is left of a node after its regression on its parents, in closed form.
 *
 * <pre>
 *   s_jj - s_jP S_PP^-1 s_Pj = the square of the last pivot of Cholesky's factor of S over (P, j)
 * </pre>
 *
 * <p>Graphs share most of their regressions, so each is kept once it is known.
 */
final class Residuals {

  private final int nodes;
  private final double[] covariance;
  private final Map<Long, Double> known = new HashMap<>();

  Residuals(double[] covariance, int nodes) {
    this.covariance = covariance;
    this.nodes = nodes;
  }

  int nodes() {
    return nodes;
  }

  /** The variance that is left of a node. */
  double variance(int node, int parents) {
    return known.computeIfAbsent(
        ((long) node << Graph.MOST_NODES) | parents, key -> regress(node, parents));
  }

  private double regress(int node, int parents) {
    int size = Integer.bitCount(parents);
    int[] at = new int[size + 1];
    for (int i = 0, left = parents; i < size; i++) {
      at[i] = Integer.numberOfTrailingZeros(left);
      left &= left - 1;
    }
    at[size] = node;
    double[][] factor = new double[size + 1][size + 1];
    for (int i = 0; i <= size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = covariance[at[i] * nodes + at[j]];
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        if (i == size && j == size) {
          return sum;
        }
        factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
      }
    }
    throw new IllegalStateException("the last pivot was not reached");
  }
}
