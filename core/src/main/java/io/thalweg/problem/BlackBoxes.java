package io.thalweg.problem;

import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.problem.Problems.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Black boxes of 20 to 200 bits and of 5 to 30 categories. Their coefficients are drawn from a
 * generator whose seed is the size, so that every call makes the same functions.
 */
final class BlackBoxes {

  private static final double SPREAD = 0.7;
  private static final int HIDDEN = 8;

  private BlackBoxes() {}

  static List<Entry> all() {
    return List.of(
        projected(20, "square", "square of a projection", t -> t * t),
        network(20),
        projected(20, "cubic", "cube of a projection", t -> t * t * t),
        projected(20, "abs", "distance of a projection", Math::abs),
        projected(20, "step", "a projection above its mean or not", t -> t > 0 ? 1 : 0),
        bits(20, "max", "the largest of weighted bits", () -> largest(20)),
        network(50),
        bits(50, "ring", "products of neighbours", () -> ring(50)),
        projected(100, "abs", "distance of a projection", Math::abs),
        network(200),
        effects(10, 5),
        effects(4, 30));
  }

  private static SplittableRandom random(int size) {
    return new SplittableRandom(size);
  }

  private static double[] normals(int count, double deviation, RandomGenerator random) {
    double[] normals = new double[count];
    Arrays.setAll(normals, i -> deviation * random.nextGaussian());
    return normals;
  }

  private static Bernoulli bits(int size) {
    return Bernoulli.ofLogits(normals(size, SPREAD, new SplittableRandom(-size)));
  }

  private static Entry bits(int size, String function, String title, Supplier<Objective> f) {
    return Entry.of(
        function + size, "%d bits: %s".formatted(size, title), Kind.FINITE, () -> bits(size), f);
  }

  /** f(b) = shape(a . (b - p)), the projection of deviation about 2. */
  private static Entry projected(
      int size, String function, String title, DoubleUnaryOperator shape) {
    return bits(size, function, title, () -> projected(size, shape));
  }

  private static Objective projected(int size, DoubleUnaryOperator shape) {
    double[] a = normals(size, Math.sqrt(20.0 / size), random(size));
    double middle = dot(a, bits(size).probabilities()) + 0.5;
    return b -> shape.applyAsDouble(dot(a, b) - middle);
  }

  private static Entry network(int size) {
    String title = "tanh network of %d hidden units".formatted(HIDDEN);
    return bits(size, "tanh", title, () -> tanh(size));
  }

  /** f(b) = v . tanh(W b). */
  private static Objective tanh(int size) {
    RandomGenerator random = random(size);
    double[][] weights = new double[HIDDEN][];
    Arrays.setAll(weights, h -> normals(size, 2 / Math.sqrt(size), random));
    double[] v = normals(HIDDEN, 1, random);
    return b -> {
      double sum = 0;
      for (int h = 0; h < HIDDEN; h++) {
        sum += v[h] * StrictMath.tanh(dot(weights[h], b));
      }
      return sum;
    };
  }

  /** f(b) = max_i (a_i b_i). */
  private static Objective largest(int size) {
    double[] a = normals(size, 1, random(size));
    return b -> {
      double largest = 0;
      for (int i = 0; i < size; i++) {
        largest = Math.max(largest, a[i] * b[i]);
      }
      return largest;
    };
  }

  /** f(b) = sum_i a_i (2 b_i - 1)(2 b_(i+1) - 1). */
  private static Objective ring(int size) {
    double[] a = normals(size, 1, random(size));
    return b -> {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += a[i] * (2 * b[i] - 1) * (2 * b[(i + 1) % size] - 1);
      }
      return sum;
    };
  }

  private static Entry effects(int variables, int categories) {
    return new Entry(
        "table%dx%d".formatted(variables, categories),
        "%d variables of %d categories: effects and products".formatted(variables, categories),
        Kind.FINITE,
        (id, title) -> effects(id, title, variables, categories));
  }

  /** f(x) = sum_v m_v(x_v) + m_v(x_v) e_v(x_(v+1)). */
  private static Problem effects(String id, String title, int variables, int categories) {
    int count = variables * categories;
    RandomGenerator random = random(count);
    double[] main = normals(count, 1, random);
    double[] neighbour = normals(count, 1, random);
    Categorical law = Categorical.ofLogits(normals(count, SPREAD, random), categories);
    Objective f =
        x -> {
          double sum = 0;
          for (int v = 0; v < variables; v++) {
            int next = (v + 1) % variables;
            double own = main[v * categories + (int) x[v]];
            sum += own + own * neighbour[next * categories + (int) x[next]];
          }
          return sum;
        };
    return new Problem(id, title, law, f);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
