package io.thalweg.structure;

import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.program.Cost;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The graph of an order of the nodes and a bit for each pair: a pair whose bit is 1 has an edge,
 * from the node that comes first to the other.
 *
 * <p>Pairs are counted (1, 0), (2, 0), (2, 1), (3, 0) and so on.
 */
final class Orders {

  private Orders() {}

  static int pairs(int nodes) {
    return nodes * (nodes - 1) / 2;
  }

  /** The number of a pair of different nodes. */
  static int pair(int i, int j) {
    return pairs(Math.max(i, j)) + Math.min(i, j);
  }

  /**
   * The parents of all nodes.
   *
   * @param order the node at each place
   */
  static int[] parents(double[] order, double[] bits) {
    int[] parents = new int[order.length];
    for (int late = 1; late < order.length; late++) {
      int to = (int) order[late];
      for (int early = 0; early < late; early++) {
        int from = (int) order[early];
        if (bits[pair(from, to)] == 1) {
          parents[to] |= 1 << from;
        }
      }
    }
    return parents;
  }

  /** Makes f a cost of two nodes of a program, the order and the bits. */
  static Cost cost(Likelihood likelihood) {
    return events -> {
      Events orders = events[0];
      Events bits = events[1];
      double[] values = new double[orders.count()];
      Arrays.setAll(values, row -> likelihood.value(parents(orders.value(row), bits.value(row))));
      return Evaluation.of(values);
    };
  }

  /** The graph of the most probable order and bits; an edge must be more probable than none. */
  static Graph mode(double[] orderLogits, double[] bitLogits) {
    double[] order =
        IntStream.range(0, orderLogits.length)
            .boxed()
            .sorted(Comparator.comparingDouble(node -> -orderLogits[node]))
            .mapToDouble(node -> node)
            .toArray();
    double[] bits = Arrays.stream(bitLogits).map(logit -> logit > 0 ? 1 : 0).toArray();
    return Graph.of(parents(order, bits));
  }

  /**
   * The probability of each edge, [from x to]: that of its bit times that of its direction, which
   * is w_i / (w_i + w_j) for i before j.
   */
  static double[] edges(double[] orderLogits, double[] bitLogits) {
    int nodes = orderLogits.length;
    double[] edges = new double[nodes * nodes];
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < nodes; j++) {
        if (i != j) {
          double first = logistic(orderLogits[i] - orderLogits[j]);
          edges[i * nodes + j] = first * logistic(bitLogits[pair(i, j)]);
        }
      }
    }
    return edges;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
