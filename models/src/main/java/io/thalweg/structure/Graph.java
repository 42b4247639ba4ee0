package io.thalweg.structure;

import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A directed graph without cycles.
 *
 * <p>Parents are sets of nodes as bits: bit i of the parents of j is the edge i -> j.
 */
public final class Graph {

  /** The most nodes that a graph may have: a set of them is a positive int. */
  public static final int MOST_NODES = 30;

  private final int[] parents;

  private Graph(int[] parents) {
    this.parents = parents;
  }

  /**
   * Makes a graph.
   *
   * @param parents of each node, as bits
   * @throws IllegalArgumentException if there is no node, there are too many, a parent is none of
   *     the nodes, or there is a cycle
   */
  public static Graph of(int... parents) {
    Require.atLeast(1, "the number of nodes", parents.length);
    Require.atMost(MOST_NODES, "the number of nodes", parents.length);
    for (int set : parents) {
      if (set < 0 || set >>> parents.length != 0) {
        throw new IllegalArgumentException(
            "a parent is none of %d nodes".formatted(parents.length));
      }
    }
    if (!isAcyclic(parents)) {
      throw new IllegalArgumentException("the graph has a cycle: " + Arrays.toString(parents));
    }
    return new Graph(parents.clone());
  }

  /** Makes the graph that has no edge. */
  static Graph empty(int nodes) {
    return of(new int[nodes]);
  }

  /** Whether nodes can be taken away, each after its parents, until none is left. */
  static boolean isAcyclic(int... parents) {
    int left = (1 << parents.length) - 1;
    while (left != 0) {
      int free = 0;
      for (int node = 0; node < parents.length; node++) {
        if ((left >>> node & 1) == 1 && (parents[node] & left) == 0) {
          free |= 1 << node;
        }
      }
      if (free == 0) {
        return false;
      }
      left &= ~free;
    }
    return true;
  }

  /** The number of nodes. */
  public int nodes() {
    return parents.length;
  }

  /** The parents of a node, as bits. */
  public int parents(int node) {
    return parents[node];
  }

  /** The parents of all nodes; a copy. */
  int[] allParents() {
    return parents.clone();
  }

  /** The number of edges. */
  public int edges() {
    return Arrays.stream(parents).map(Integer::bitCount).sum();
  }

  /** Whether there is an edge from one node to another. */
  public boolean has(int from, int to) {
    return (parents[to] >>> from & 1) == 1;
  }

  /**
   * Counts the pairs of nodes between which two graphs differ: an edge that is missing, one too
   * many or one that is reversed counts 1, the structural Hamming distance.
   *
   * @throws IllegalArgumentException if the other graph has another number of nodes
   */
  public int distance(Graph other) {
    if (other.nodes() != nodes()) {
      throw new IllegalArgumentException(
          "a graph of %d nodes has no distance to one of %d".formatted(nodes(), other.nodes()));
    }
    int differing = 0;
    for (int i = 0; i < parents.length; i++) {
      for (int j = 0; j < i; j++) {
        boolean same = has(i, j) == other.has(i, j) && has(j, i) == other.has(j, i);
        differing += same ? 0 : 1;
      }
    }
    return differing;
  }

  /**
   * Counts the pairs of nodes between which the Markov equivalence classes of two graphs differ. So
   * an edge whose direction no data can tell does not count.
   */
  public int classDistance(Graph other) {
    return Pattern.of(this).distance(Pattern.of(other));
  }

  /** A matrix of 1 for each edge, [from x to]. */
  public double[] matrix() {
    int n = parents.length;
    return IntStream.range(0, n * n).mapToDouble(k -> has(k / n, k % n) ? 1 : 0).toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Graph graph && Arrays.equals(parents, graph.parents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(parents);
  }

  @Override
  public String toString() {
    return IntStream.range(0, nodes())
        .boxed()
        .flatMap(
            to ->
                IntStream.range(0, nodes())
                    .filter(from -> has(from, to))
                    .mapToObj(from -> from + "->" + to))
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
