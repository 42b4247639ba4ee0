package io.thalweg.estimator.combinator;

import io.thalweg.Events;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Balanced trees over the categories of every variable of a law.
 *
 * <p>A fork splits a range of categories in two; forks are numbered in the order of a walk that
 * visits a fork, then the earlier half, then the later one. So the fork of a range of s categories
 * that is split after m has the next number at its earlier half, and one larger by m at its later.
 *
 * @param law of the categories
 * @param masses the logarithm of the probability of the two sides of each fork, up to a constant,
 *     [contexts x variables x forks x 2]
 */
record BinaryTree(Categorical law, double[] masses) {

  /** Receives a fork and the range from .. middle - 1 and middle .. to - 1 of its sides. */
  private interface Visitor {

    /** Returns whether to go on at the later side; where a walk visits all, it is not read. */
    boolean goesLater(int fork, int from, int middle, int to);
  }

  BinaryTree(Categorical law) {
    this(law, masses(law));
  }

  private static double[] masses(Categorical law) {
    int categories = law.categories();
    double[] logits = law.parameters();
    int variables = logits.length / categories;
    double[] masses = new double[Require.numbers(variables, categories - 1, 2)];
    for (int v = 0; v < variables; v++) {
      int block = v * categories;
      int first = v * (categories - 1);
      visitAll(
          0,
          0,
          categories,
          (fork, from, middle, to) -> {
            masses[2 * (first + fork)] = logSum(logits, block + from, block + middle);
            masses[2 * (first + fork) + 1] = logSum(logits, block + middle, block + to);
            return true;
          });
    }
    return masses;
  }

  private static double logSum(double[] logits, int from, int to) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, logits[i]);
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.exp(logits[i] - largest);
    }
    return largest + Math.log(sum);
  }

  private static int middle(int from, int to) {
    return (from + to) >>> 1;
  }

  private static void visitAll(int fork, int from, int to, Visitor visitor) {
    if (to - from > 1) {
      int middle = middle(from, to);
      visitor.goesLater(fork, from, middle, to);
      visitAll(fork + 1, from, middle, visitor);
      visitAll(fork + middle - from, middle, to, visitor);
    }
  }

  /** Walks from the root to a category, which it returns. */
  private int walk(Visitor visitor) {
    int fork = 0;
    int from = 0;
    int to = law.categories();
    while (to - from > 1) {
      int middle = middle(from, to);
      if (visitor.goesLater(fork, from, middle, to)) {
        fork += middle - from;
        from = middle;
      } else {
        fork++;
        to = middle;
      }
    }
    return from;
  }

  private int forks() {
    return law.categories() - 1;
  }

  /**
   * The law of the bits, of which those on the path of an event that was drawn already are given;
   * the other bits of such an event are drawn.
   */
  Bernoulli bits(RandomGenerator random) {
    double[] logits = new double[masses.length / 2];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = masses[2 * i + 1] - masses[2 * i];
    }
    Bernoulli bits = Bernoulli.ofLogits(logits).inContexts(law.contexts());
    Optional<Events> drawn = law.drawn();
    return drawn.isEmpty() ? bits : bits.given(path(drawn.get(), bits.sample(1, random)));
  }

  private Events path(Events drawn, Events bits) {
    double[] values = bits.values().clone();
    for (int v = 0; v < drawn.values().length; v++) {
      int first = v * forks();
      double category = drawn.values()[v];
      walk(
          (fork, from, middle, to) -> {
            boolean later = category >= middle;
            values[first + fork] = later ? 1 : 0;
            return later;
          });
    }
    return bits.withValues(values);
  }

  /** The categories that bits lead to, row by row. */
  Events categories(Events bits) {
    double[] values = bits.values();
    double[] categories = new double[values.length / forks()];
    for (int v = 0; v < categories.length; v++) {
      int first = v * forks();
      categories[v] = walk((fork, from, middle, to) -> values[first + fork] > 0);
    }
    if (!bits.isRagged()) {
      return Events.of(categories, law.shape());
    }
    int[] owners = IntStream.range(0, bits.count()).map(bits::context).toArray();
    return Events.ragged(categories, owners, law.shape());
  }

  /** Whether some event came by a fork, [contexts x variables x forks]. */
  boolean[] visited(Events bits) {
    double[] values = bits.values();
    boolean[] visited = new boolean[masses.length / 2];
    for (int v = 0; v < values.length / forks(); v++) {
      int first = v * forks();
      int row = v / law.variables();
      int place = (bits.context(row) * law.variables() + v % law.variables()) * forks();
      walk(
          (fork, from, middle, to) -> {
            visited[place + fork] = true;
            return values[first + fork] > 0;
          });
    }
    return visited;
  }

  /**
   * Computes the gradient in the logits of the categories from that in the logits of the bits. A
   * category moves the logit of a fork by its share in the side of the fork on which it is.
   */
  double[] pullback(double[] slopes) {
    double[] logits = law.parameters();
    double[] gradient = new double[logits.length];
    for (int v = 0; v < slopes.length / forks(); v++) {
      int block = v * law.categories();
      int first = v * forks();
      visitAll(
          0,
          0,
          law.categories(),
          (fork, from, middle, to) -> {
            int n = first + fork;
            for (int k = block + from; slopes[n] != 0 && k < block + to; k++) {
              boolean later = k >= block + middle;
              double share = Math.exp(logits[k] - masses[later ? 2 * n + 1 : 2 * n]);
              gradient[k] += later ? slopes[n] * share : -slopes[n] * share;
            }
            return true;
          });
    }
    return gradient;
  }
}
