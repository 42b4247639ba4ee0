package io.thalweg.structure;

/**
 * The penalised likelihood of a graph, which is f: minus the largest log-likelihood of linear
 * models on it per sample, plus ln n / 2n for each edge, relative to the graph without edges.
 *
 * <pre>
 *   any noise:    f = sum_j ln(v_j / s_jj) / 2 + |E| ln n / 2n
 *   equal noise:  f = d / 2 ln(sum_j v_j / sum_j s_jj) + |E| ln n / 2n
 *   v_j the variance that is left of node j after its regression on its parents
 * </pre>
 *
 * <p>With any noise, equivalent graphs have the same f, so that data tell the equivalence class
 * alone. If all noises have one variance, and f says so, they tell the graph.
 *
 * <p>Source: Schwarz (1978), Annals of Statistics 6, 461-464; Peters &amp; B&uuml;hlmann (2014),
 * Biometrika 101, 219-228, arXiv:1205.2536, for equal noise.
 */
final class Likelihood {

  private final Residuals residuals;
  private final boolean equalNoise;
  private final double penalty;
  // Of one node each, and of all: s_jj.
  private final double[] variances;
  private final double total;

  Likelihood(Residuals residuals, int samples, boolean equalNoise) {
    this.residuals = residuals;
    this.equalNoise = equalNoise;
    this.penalty = Math.log(samples) / (2 * samples);
    this.variances = new double[residuals.nodes()];
    double sum = 0;
    for (int node = 0; node < variances.length; node++) {
      variances[node] = residuals.variance(node, 0);
      sum += variances[node];
    }
    this.total = sum;
  }

  static Likelihood of(LinearModel data, boolean equalNoise) {
    Residuals residuals = new Residuals(data.covariance(), data.graph().nodes());
    return new Likelihood(residuals, data.samples(), equalNoise);
  }

  int nodes() {
    return variances.length;
  }

  /** The part of a node with its parents; less of it is better. Edges cost nothing yet. */
  double part(int node, int parents) {
    double left = residuals.variance(node, parents);
    return equalNoise ? left / total : Math.log(left / variances[node]) / 2;
  }

  /** Computes f from the sum of the parts of all nodes. */
  double whole(double sum, int edges) {
    double misfit = equalNoise ? nodes() * Math.log(sum) / 2 : sum;
    return misfit + edges * penalty;
  }

  /** Computes f of the parents of all nodes. */
  double value(int... parents) {
    double sum = 0;
    int edges = 0;
    for (int node = 0; node < parents.length; node++) {
      sum += part(node, parents[node]);
      edges += Integer.bitCount(parents[node]);
    }
    return whole(sum, edges);
  }

  double value(Graph graph) {
    return value(graph.allParents());
  }
}
