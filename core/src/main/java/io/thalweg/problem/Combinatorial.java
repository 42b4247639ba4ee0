package io.thalweg.problem;

import io.thalweg.Distribution;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.problem.Problems.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Random instances of problems of combinatorial optimisation: satisfiability, NK landscapes,
 * knapsacks and cuts, of bits, and cuts into more than two parts, of categories.
 *
 * <p>{@code sat30} is the instance 0 of 30 bits, {@code sat30-1}, {@code sat30-2} .. are others,
 * {@code cut20x3-1} cuts a graph of 20 nodes into three parts.
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
  private static final int LEAST = NEIGHBOURS + 1;
  private static final long STRIDE = 1_000_003;
  private static final Pattern NAME =
      Pattern.compile(
          "(?<kind>sat|nk|knapsack|cut)(?<size>\\d{1,4})(x(?<parts>[2-9]))?(-(?<instance>\\d{1,9}))?");

  private Combinatorial() {}

  static List<Entry> all() {
    return Stream.of("sat30", "nk30", "knapsack30", "cut40")
        .map(id -> find(id).orElseThrow())
        .toList();
  }

  /** Finds an instance by its name; empty if the name is of no kind, or too small or large. */
  static Optional<Entry> find(String id) {
    Matcher name = NAME.matcher(id);
    if (!name.matches()) {
      return Optional.empty();
    }
    String kind = name.group("kind");
    int size = Integer.parseInt(name.group("size"));
    int parts = name.group("parts") == null ? 2 : Integer.parseInt(name.group("parts"));
    long instance = name.group("instance") == null ? 0 : Long.parseLong(name.group("instance"));
    if (size < LEAST || (parts > 2 && !kind.equals("cut"))) {
      return Optional.empty();
    }
    // The instance 0 has the seed of its size alone.
    Supplier<RandomGenerator> random = () -> new SplittableRandom(size + instance * STRIDE);
    Supplier<RandomGenerator> start = () -> new SplittableRandom(-size - instance * STRIDE);
    return Optional.of(
        Entry.of(
            id,
            "%d %s: %s".formatted(size, parts > 2 ? "categories" : "bits", title(kind)),
            Kind.FINITE,
            () -> law(size, parts, start.get()),
            () -> objective(kind, size, random.get())));
  }

  private static String title(String kind) {
    return switch (kind) {
      case "sat" -> "unsatisfied clauses of three literals";
      case "nk" -> "NK landscape of three neighbours";
      case "knapsack" -> "value of a knapsack with a penalty";
      default -> "edges of a graph that are cut";
    };
  }

  private static Objective objective(String kind, int size, RandomGenerator random) {
    return switch (kind) {
      case "sat" -> satisfiability(size, random);
      case "nk" -> landscape(size, random);
      case "knapsack" -> knapsack(size, random);
      default -> cut(size, random);
    };
  }

  private static Distribution law(int size, int parts, RandomGenerator random) {
    double[] logits = new double[parts == 2 ? size : size * parts];
    Arrays.setAll(logits, i -> SPREAD * random.nextGaussian());
    return parts == 2 ? Bernoulli.ofLogits(logits) : Categorical.ofLogits(logits, parts);
  }

  /** Different numbers below a bound. */
  private static int[] different(int count, int below, RandomGenerator random) {
    return random.ints(0, below).distinct().limit(count).toArray();
  }

  /** The number of clauses of which each literal is false. */
  private static Objective satisfiability(int size, RandomGenerator random) {
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
  private static Objective landscape(int size, RandomGenerator random) {
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
  private static Objective knapsack(int size, RandomGenerator random) {
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
  private static Objective cut(int size, RandomGenerator random) {
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
