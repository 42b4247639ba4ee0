package io.thalweg.program;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The nodes that are drawn anew for each node, and the parts that each node answers for.
 *
 * @param redrawn [nodes x nodes]: whether the second descends from the first
 * @param credited [nodes x parts]: whether the part looks at the node or at a descendant
 */
record Credit(boolean[][] redrawn, boolean[][] credited) {

  static Credit of(List<Node<?>> nodes, List<Part> parts) {
    boolean[][] redrawn = new boolean[nodes.size()][nodes.size()];
    boolean[][] credited = new boolean[nodes.size()][parts.size()];
    for (int j = 0; j < nodes.size(); j++) {
      for (Node<?> node : nodes) {
        for (Node<?> parent : node.parents()) {
          redrawn[j][node.index()] |= parent.index() == j || redrawn[j][parent.index()];
        }
      }
      for (int p = 0; p < parts.size(); p++) {
        for (Node<?> seen : parts.get(p).looksAt()) {
          credited[j][p] |= seen.index() == j || redrawn[j][seen.index()];
        }
      }
    }
    return new Credit(redrawn, credited);
  }

  /** The parts that a node answers for, by number. */
  int[] partsOf(Node<?> node) {
    boolean[] own = credited[node.index()];
    return IntStream.range(0, own.length).filter(p -> own[p]).toArray();
  }

  /** The first node that answers for a part; -1 for a term on the law of a root. */
  int first(int part) {
    return IntStream.range(0, credited.length)
        .filter(j -> credited[j][part])
        .findFirst()
        .orElse(-1);
  }
}
