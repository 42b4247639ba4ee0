package io.thalweg.sorting;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * The best assignment of a matrix by the Hungarian algorithm, as JGraphT has it.
 *
 * <p>Cost: of the order of the cube of the items. Source: Kuhn (1955), Naval Research Logistics
 * Quarterly 2, 83-97; Munkres (1957), Journal of SIAM 5, 32-38.
 */
final class Assignment {

  private Assignment() {}

  /**
   * Finds the order o that maximises sum_i M_{i o_i}.
   *
   * @param matrices M [places x items], from an index on
   * @return the item at each place
   */
  static int[] best(double[] matrices, int from, int items) {
    double largest = Arrays.stream(matrices, from, from + items * items).max().orElseThrow();
    SimpleWeightedGraph<Integer, DefaultWeightedEdge> graph =
        new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
    // Items are the vertices from the number of items on.
    IntStream.range(0, 2 * items).forEach(graph::addVertex);
    for (int i = 0; i < items * items; i++) {
      DefaultWeightedEdge edge = graph.addEdge(i / items, items + i % items);
      graph.setEdgeWeight(edge, largest - matrices[from + i]);
    }
    int[] order = new int[items];
    new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(
            graph, vertices(0, items), vertices(items, 2 * items))
        .getMatching()
        .forEach(edge -> order[graph.getEdgeSource(edge)] = graph.getEdgeTarget(edge) - items);
    return order;
  }

  private static Set<Integer> vertices(int from, int to) {
    return IntStream.range(from, to).boxed().collect(Collectors.toSet());
  }

  /**
   * Finds the best assignment of each matrix.
   *
   * @param matrices [rows x places x items]
   * @return the items at the places, [rows x places]
   */
  static double[] all(double[] matrices, int items) {
    double[] orders = new double[matrices.length / items];
    for (int row = 0; row < orders.length; row += items) {
      int[] order = best(matrices, row * items, items);
      for (int i = 0; i < items; i++) {
        orders[row + i] = order[i];
      }
    }
    return orders;
  }
}
