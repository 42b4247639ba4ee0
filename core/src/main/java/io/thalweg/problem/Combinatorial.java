package io.thalweg.problem;

import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.problem.Problems.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Random instances of problems of combinatorial optimisation: satisfiability, NK landscapes,
 * knapsacks and cuts. Each is drawn from a generator whose seed is its number of bits.
 *
 * <p>Source: Kauffman &amp; Levin (1987), J. Theoretical Biology 128, for NK landscapes; Mitchell,
 * Selman &amp; Levesque (1992), AAAI, for satisfiability.
 */
final class Combinatorial {

  private static final double SPREAD = 0.8;
  // Near 4.27 clauses for each variable random instances are hardest.
  private static final double CLAUSES = 4.2;
  private static final int LITERALS = 3;
  private static final int NEIGHBOURS = 3;
  private static final double EDGES = 0.22;
  private static final double PENALTY = 5;

  private Combinatorial() {}

  static List<Entry> all() {
    return List.of(
        bits("sat", 30, "unsatisfied clauses of three literals", () -> satisfiability(30)),
        bits("nk", 30, "NK landscape of three neighbours", () -> landscape(30)),
        bits("knapsack", 30, "value of a knapsack with a penalty", () -> knapsack(30)),
        bits("cut", 40, "edges of a graph that are cut", () -> cut(40)));
  }

  private static Entry bits(String kind, int size, String title, Supplier<Objective> f) {
    return Entry.of(
        kind + size, "%d bits: %s".formatted(size, title), Kind.FINITE, () -> law(size), f);
  }

  private static Bernoulli law(int size) {
    RandomGenerator random = new SplittableRandom(-size);
    double[] logits = new double[size];
    Arrays.setAll(logits, i -> SPREAD * random.nextGaussian());
    return Bernoulli.ofLogits(logits);
  }

  /** Different numbers below a bound. */
  private static int[] different(int count, int below, RandomGenerator random) {
    return random.ints(0, below).distinct().limit(count).toArray();
  }

  /** The number of clauses of which each literal is false. */
  private static Objective satisfiability(int size) {
    RandomGenerator random = new SplittableRandom(size);
    int[][] variables = new int[(int) (CLAUSES * size)][];
    int[][] falsities = new int[variables.length][];
    for (int c = 0; c < variables.length; c++) {
      variables[c] = different(LITERALS, size, random);
      falsities[c] = random.ints(LITERALS, 0, 2).toArray();
    }
    return b -> {
      int unsatisfied = 0;
      for (int c = 0; c < variables.length; c++) {
        boolean all = true;
        for (int l = 0; l < LITERALS; l++) {
          all &= b[variables[c][l]] == falsities[c][l];
        }
        unsatisfied += all ? 1 : 0;
      }
      return unsatisfied;
    };
  }

  /** Minus the sum of contributions, each a table of a bit and its neighbours. */
  private static Objective landscape(int size) {
    RandomGenerator random = new SplittableRandom(size);
    int[][] places = new int[size][];
    double[][] tables = new double[size][];
    for (int i = 0; i < size; i++) {
      places[i] = different(NEIGHBOURS + 1, size, random);
      int bit = i;
      if (Arrays.stream(places[i]).noneMatch(place -> place == bit)) {
        places[i][0] = i;
      }
      tables[i] = random.doubles(1 << (NEIGHBOURS + 1)).toArray();
    }
    return b -> {
      double fitness = 0;
      for (int i = 0; i < size; i++) {
        int entry = 0;
        for (int place : places[i]) {
          entry = 2 * entry + (int) b[place];
        }
        fitness += tables[i][entry];
      }
      return -fitness;
    };
  }

  /** Minus the value, and five times the weight above the capacity, a half of all weights. */
  private static Objective knapsack(int size) {
    RandomGenerator random = new SplittableRandom(size);
    int[] weights = random.ints(size, 5, 30).toArray();
    int[] values = new int[size];
    Arrays.setAll(values, i -> weights[i] + random.nextInt(-4, 5));
    double capacity = Arrays.stream(weights).sum() / 2.0;
    return b -> {
      double weight = 0;
      double value = 0;
      for (int i = 0; i < size; i++) {
        weight += weights[i] * b[i];
        value += values[i] * b[i];
      }
      return PENALTY * Math.max(0, weight - capacity) - value;
    };
  }

  /** Minus the number of edges whose ends differ. */
  private static Objective cut(int size) {
    RandomGenerator random = new SplittableRandom(size);
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        if (random.nextDouble() < EDGES) {
          edges.add(new int[] {i, j});
        }
      }
    }
    return b -> {
      int cut = 0;
      for (int[] edge : edges) {
        cut += b[edge[0]] == b[edge[1]] ? 0 : 1;
      }
      return -cut;
    };
  }
}
