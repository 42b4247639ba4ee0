package io.thalweg.structure;

import io.thalweg.support.Require;
import java.util.Arrays;

/**
 * The best of all graphs, by dynamic programming over sets of nodes.
 *
 * <pre>
 *   c(j, U, m) = the least part of node j with m parents out of U
 *   b(S, k) = min over the last node j of S and m of b(S \ j, k - m) + c(j, S \ j, m)
 *   f of the best = min over k of whole(b(all, k), k)
 * </pre>
 *
 * <p>Edges are counted apart because equal noise makes f no sum over the nodes. Of one number of
 * edges, the least sum of parts has the least f.
 *
 * <p>Source: Silander &amp; Myllym&auml;ki (2006), UAI, arXiv:1206.6875; the count of edges is our
 * own.
 */
final class ExactSearch {

  /** The most nodes of which the best graph is found in about a second. */
  static final int MOST_NODES = 12;

  private final Likelihood likelihood;
  private final int nodes;
  // [node][set of others][number of parents]; [set][edges].
  private final double[][][] costs;
  private final double[][] sums;

  private ExactSearch(Likelihood likelihood) {
    this.likelihood = likelihood;
    this.nodes = likelihood.nodes();
    this.costs = new double[nodes][1 << nodes][];
    this.sums = new double[1 << nodes][];
  }

  /**
   * Finds the best graph.
   *
   * @throws IllegalArgumentException if there are more than {@link #MOST_NODES} nodes
   */
  static Graph search(Likelihood likelihood) {
    Require.atMost(MOST_NODES, "the number of nodes of an exact search", likelihood.nodes());
    ExactSearch search = new ExactSearch(likelihood);
    for (int node = 0; node < search.nodes; node++) {
      search.addCosts(node);
    }
    search.addSums();
    return search.best();
  }

  private void addCosts(int node) {
    for (int set = 0; set < 1 << nodes; set++) {
      if ((set >>> node & 1) == 1) {
        continue;
      }
      int size = Integer.bitCount(set);
      double[] least = new double[size + 1];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      for (int left = set; left != 0; left &= left - 1) {
        double[] fewer = costs[node][set & ~Integer.lowestOneBit(left)];
        for (int m = 0; m < size; m++) {
          least[m] = Math.min(least[m], fewer[m]);
        }
      }
      least[size] = likelihood.part(node, set);
      costs[node][set] = least;
    }
  }

  private void addSums() {
    sums[0] = new double[1];
    for (int set = 1; set < 1 << nodes; set++) {
      int size = Integer.bitCount(set);
      double[] least = new double[size * (size - 1) / 2 + 1];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      for (int left = set; left != 0; left &= left - 1) {
        int node = Integer.numberOfTrailingZeros(left);
        double[] before = sums[set & ~(1 << node)];
        double[] own = costs[node][set & ~(1 << node)];
        for (int k = 0; k < before.length; k++) {
          for (int m = 0; m < own.length; m++) {
            least[k + m] = Math.min(least[k + m], before[k] + own[m]);
          }
        }
      }
      sums[set] = least;
    }
  }

  /** Follows the least numbers back; the same sums are made again, so that they are equal. */
  private Graph best() {
    int set = (1 << nodes) - 1;
    int edges = 0;
    for (int k = 1; k < sums[set].length; k++) {
      if (likelihood.whole(sums[set][k], k) < likelihood.whole(sums[set][edges], edges)) {
        edges = k;
      }
    }
    int[] parents = new int[nodes];
    while (set != 0) {
      int node = last(set, edges);
      set &= ~(1 << node);
      int count = parentsOf(node, set, edges, sums[set | (1 << node)][edges]);
      parents[node] = cheapest(node, set, count);
      edges -= count;
    }
    return Graph.of(parents);
  }

  private int last(int set, int edges) {
    for (int left = set; left != 0; left &= left - 1) {
      int node = Integer.numberOfTrailingZeros(left);
      if (parentsOf(node, set & ~(1 << node), edges, sums[set][edges]) >= 0) {
        return node;
      }
    }
    throw new IllegalStateException("no node is the last");
  }

  /** The number of parents with which a node after a set makes a sum; -1 if none does. */
  private int parentsOf(int node, int set, int edges, double sum) {
    double[] own = costs[node][set];
    for (int m = 0; m < own.length && m <= edges; m++) {
      if (edges - m < sums[set].length && sums[set][edges - m] + own[m] == sum) {
        return m;
      }
    }
    return -1;
  }

  /** The parents out of a set, of a number, with the least part. */
  private int cheapest(int node, int set, int count) {
    int parents = set;
    double least = costs[node][set][count];
    while (Integer.bitCount(parents) > count) {
      int left = parents;
      while (costs[node][parents & ~Integer.lowestOneBit(left)][count] != least) {
        left &= left - 1;
      }
      parents &= ~Integer.lowestOneBit(left);
    }
    return parents;
  }
}
