package io.thalweg.structure;

import java.util.ArrayList;
import java.util.List;

/** All graphs without cycles, out of all sets of edges. */
final class AllGraphs {

  private AllGraphs() {}

  static List<Graph> of(int nodes) {
    List<Graph> graphs = new ArrayList<>();
    int[] parents = new int[nodes];
    for (long set = 0; set < 1L << (nodes * nodes); set++) {
      boolean loop = false;
      for (int node = 0; node < nodes; node++) {
        parents[node] = (int) (set >>> (node * nodes)) & ((1 << nodes) - 1);
        loop |= (parents[node] >>> node & 1) == 1;
      }
      if (!loop && !hasCycle(parents)) {
        graphs.add(Graph.of(parents));
      }
    }
    return graphs;
  }

  /**
   * Finds a cycle by the transitive closure of Warshall, another way than that of the class under
   * test.
   */
  static boolean hasCycle(int... parents) {
    int[] above = parents.clone();
    for (int k = 0; k < above.length; k++) {
      for (int i = 0; i < above.length; i++) {
        if ((above[i] >>> k & 1) == 1) {
          above[i] |= above[k];
        }
      }
    }
    for (int i = 0; i < above.length; i++) {
      if ((above[i] >>> i & 1) == 1) {
        return true;
      }
    }
    return false;
  }
}
