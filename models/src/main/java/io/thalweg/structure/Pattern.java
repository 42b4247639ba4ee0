package io.thalweg.structure;

/**
 * The Markov equivalence class of a graph: its edges, of which those have a direction that have the
 * same one in all graphs of the class.
 *
 * <p>Two graphs are equivalent if they have the same pairs of neighbours and the same colliders,
 * which are two edges that end at one node and begin at nodes that are no neighbours. Directions of
 * colliders are kept; then rules add those without which there would be a new collider or a cycle.
 *
 * <p>Source: Verma &amp; Pearl (1990), UAI; Meek (1995), UAI, arXiv:1302.4972, rules 1 to 3, which
 * suffice where nothing else is known.
 */
final class Pattern {

  private final int nodes;
  // Whether i -> j is possible in the class; both directions are where the edge has none.
  private final boolean[][] possible;

  private Pattern(int nodes) {
    this.nodes = nodes;
    this.possible = new boolean[nodes][nodes];
  }

  static Pattern of(Graph graph) {
    Pattern pattern = new Pattern(graph.nodes());
    pattern.begin(graph);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < pattern.nodes; i++) {
        for (int j = 0; j < pattern.nodes; j++) {
          if (pattern.isOpen(i, j) && pattern.isForced(i, j)) {
            pattern.possible[j][i] = false;
            changed = true;
          }
        }
      }
    }
    return pattern;
  }

  private void begin(Graph graph) {
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < nodes; j++) {
        possible[i][j] = graph.has(i, j) || graph.has(j, i);
      }
    }
    boolean[][] neighbours = new boolean[nodes][];
    for (int i = 0; i < nodes; i++) {
      neighbours[i] = possible[i].clone();
    }
    for (int k = 0; k < nodes; k++) {
      for (int i = 0; i < nodes; i++) {
        for (int j = 0; j < nodes; j++) {
          if (i != j && graph.has(i, k) && graph.has(j, k) && !neighbours[i][j]) {
            possible[k][i] = false;
            possible[k][j] = false;
          }
        }
      }
    }
  }

  private boolean isOpen(int i, int j) {
    return possible[i][j] && possible[j][i];
  }

  private boolean isDirected(int i, int j) {
    return possible[i][j] && !possible[j][i];
  }

  private boolean areNeighbours(int i, int j) {
    return possible[i][j] || possible[j][i];
  }

  /** Whether an open edge must be i -> j. */
  private boolean isForced(int i, int j) {
    for (int k = 0; k < nodes; k++) {
      if (k == i || k == j) {
        continue;
      }
      boolean collider = isDirected(k, i) && !areNeighbours(k, j);
      boolean cycle = isDirected(i, k) && isDirected(k, j);
      if (collider || cycle || (isOpen(i, k) && isDirected(k, j) && hasSecond(i, j, k))) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is l like k, i - l -> j, that is not a neighbour of k. */
  private boolean hasSecond(int i, int j, int k) {
    for (int l = 0; l < nodes; l++) {
      if (l != k && isOpen(i, l) && isDirected(l, j) && !areNeighbours(k, l)) {
        return true;
      }
    }
    return false;
  }

  boolean has(int from, int to) {
    return possible[from][to];
  }

  /** Counts the pairs of nodes whose edges differ: none, one way, the other way, or open. */
  int distance(Pattern other) {
    int differing = 0;
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < i; j++) {
        boolean same = has(i, j) == other.has(i, j) && has(j, i) == other.has(j, i);
        differing += same ? 0 : 1;
      }
    }
    return differing;
  }
}
