package io.thalweg.structure;

import io.thalweg.distribution.Gaussian;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.util.Arrays;

/**
 * A random linear model with data.
 *
 * <pre>
 *   x_j = sum_i w_ij x_i + s_j e_j,   e_j standard normal,   i the parents of j
 *   |w_ij| uniform in 0.5 .. 1.5, sign by a coin;   s_j uniform in 0.5 .. 1.5, or 1
 * </pre>
 *
 * <p>Each pair of nodes has an edge with the same probability, and its direction is that of a
 * random order, so that the number of a node says nothing.
 *
 * @param graph the true one
 * @param rows the data, [samples x nodes], each column with mean 0
 */
record LinearModel(Graph graph, double[] rows) {

  /**
   * Draws a model.
   *
   * @param degree the expected number of neighbours of a node
   * @param equalNoise whether all s_j are 1
   */
  static LinearModel draw(int nodes, double degree, int samples, boolean equalNoise, long seed) {
    SplitMix random = Streams.named(seed, "structure");
    int[] order = order(nodes, random);
    int[] parents = new int[nodes];
    double[] weights = new double[nodes * nodes];
    for (int late = 1; late < nodes; late++) {
      for (int early = 0; early < late; early++) {
        boolean edge = random.nextDouble() < degree / (nodes - 1);
        double weight = (random.nextBoolean() ? 1 : -1) * (0.5 + random.nextDouble());
        if (edge) {
          parents[order[late]] |= 1 << order[early];
          weights[order[early] * nodes + order[late]] = weight;
        }
      }
    }
    double[] noise = new double[nodes];
    Arrays.setAll(noise, j -> equalNoise ? 1 : 0.5 + random.nextDouble());
    double[] rows = Gaussian.of(new double[nodes], noise).sample(samples, random).values().clone();
    for (int row = 0; row < samples; row++) {
      for (int node : order) {
        for (int parent = 0; parent < nodes; parent++) {
          rows[row * nodes + node] += weights[parent * nodes + node] * rows[row * nodes + parent];
        }
      }
    }
    centre(rows, nodes);
    return new LinearModel(Graph.of(parents), rows);
  }

  private static int[] order(int nodes, SplitMix random) {
    int[] order = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      int at = random.nextInt(i + 1);
      order[i] = order[at];
      order[at] = i;
    }
    return order;
  }

  private static void centre(double[] rows, int nodes) {
    int samples = rows.length / nodes;
    for (int node = 0; node < nodes; node++) {
      double sum = 0;
      for (int at = node; at < rows.length; at += nodes) {
        sum += rows[at];
      }
      for (int at = node; at < rows.length; at += nodes) {
        rows[at] -= sum / samples;
      }
    }
  }

  int samples() {
    return rows.length / graph.nodes();
  }

  /** The mean product of two columns, for all of them, [nodes x nodes]. */
  double[] covariance() {
    int nodes = graph.nodes();
    double[] covariance = new double[nodes * nodes];
    for (int row = 0; row < rows.length; row += nodes) {
      for (int i = 0; i < nodes; i++) {
        for (int j = 0; j < nodes; j++) {
          covariance[i * nodes + j] += rows[row + i] * rows[row + j] / samples();
        }
      }
    }
    return covariance;
  }
}
