package io.thalweg.structure;

import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;

/**
 * A search that adds, removes or reverses the edge that lowers f most, until none does; it begins
 * at the graph without edges, then at random graphs, and keeps the best.
 */
final class GreedySearch {

  /**
   * The best graph of a search.
   *
   * @param evaluations of f
   */
  record Found(Graph graph, double value, long evaluations) {}

  // A better graph is better by more than the rounding of a sum.
  private static final double LEAST_GAIN = 1e-12;

  private final Likelihood likelihood;
  private final int nodes;
  private long evaluations;

  private GreedySearch(Likelihood likelihood) {
    this.likelihood = likelihood;
    this.nodes = likelihood.nodes();
  }

  /**
   * Searches.
   *
   * @param restarts at random graphs
   * @param degree the expected number of neighbours in these graphs
   */
  static Found search(Likelihood likelihood, int restarts, double degree, long seed) {
    GreedySearch search = new GreedySearch(likelihood);
    SplitMix random = Streams.named(seed, "greedy search");
    int[] best = new int[search.nodes];
    double least = search.descend(best);
    for (int restart = 0; restart < restarts; restart++) {
      int[] parents = search.random(degree, random);
      double value = search.descend(parents);
      if (value < least) {
        least = value;
        best = parents;
      }
    }
    return new Found(Graph.of(best), least, search.evaluations);
  }

  private int[] random(double degree, SplitMix random) {
    double[] rank = random.doubles(nodes).toArray();
    int[] parents = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < i; j++) {
        if (random.nextDouble() < degree / (nodes - 1)) {
          boolean forward = rank[i] < rank[j];
          parents[forward ? j : i] |= 1 << (forward ? i : j);
        }
      }
    }
    return parents;
  }

  /** Changes one edge at a time, in place, and returns f at the end. */
  private double descend(int[] parents) {
    double value = evaluate(parents);
    while (true) {
      double least = value - LEAST_GAIN;
      int[] best = null;
      for (int from = 0; from < nodes; from++) {
        for (int to = 0; to < nodes; to++) {
          if (from == to) {
            continue;
          }
          for (boolean reverse : new boolean[] {false, true}) {
            int[] changed = changed(parents, from, to, reverse);
            if (changed.length > 0 && Graph.isAcyclic(changed)) {
              double own = evaluate(changed);
              if (own < least) {
                least = own;
                best = changed;
              }
            }
          }
        }
      }
      if (best == null) {
        return value;
      }
      System.arraycopy(best, 0, parents, 0, nodes);
      value = least;
    }
  }

  /** Adds or removes an edge, or reverses one that is there; empty if there is none to reverse. */
  private static int[] changed(int[] parents, int from, int to, boolean reverse) {
    boolean there = (parents[to] >>> from & 1) == 1;
    if (reverse && !there) {
      return new int[0];
    }
    int[] changed = parents.clone();
    changed[to] ^= 1 << from;
    if (reverse) {
      changed[from] |= 1 << to;
    }
    return changed;
  }

  private double evaluate(int... parents) {
    evaluations++;
    return likelihood.value(parents);
  }
}
