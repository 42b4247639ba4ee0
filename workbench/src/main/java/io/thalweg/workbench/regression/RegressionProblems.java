package io.thalweg.workbench.regression;

import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/** Black boxes of 10 to 200 bits and of 5 to 30 categories, with coefficients drawn once. */
final class RegressionProblems {

  private static final double SPREAD = 0.7;
  private static final int HIDDEN = 8;

  private RegressionProblems() {}

  static List<Problem> all() {
    List<Problem> all = new ArrayList<>();
    all.add(builtIn("bits10"));
    all.add(projected(20, "square", "square of a projection", t -> t * t));
    all.add(network(20));
    all.add(projected(20, "cubic", "cube of a projection", t -> t * t * t));
    all.add(projected(20, "abs", "distance of a projection", Math::abs));
    all.add(projected(20, "step", "a projection above its mean or not", t -> t > 0 ? 1 : 0));
    all.add(largest(20));
    all.add(network(50));
    all.add(ring(50));
    all.add(projected(100, "abs", "distance of a projection", Math::abs));
    all.add(network(200));
    all.add(builtIn("arsm30"));
    all.add(effects(10, 5));
    all.add(effects(4, 30));
    return all;
  }

  private static Problem builtIn(String id) {
    return Problems.all().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
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

  private static Problem bits(int size, String id, String title, Objective f) {
    return new Problem(id + size, "%d bits: %s".formatted(size, title), bits(size), f);
  }

  /** f(b) = shape(a . (b - p)), the projection of deviation about 2. */
  private static Problem projected(int size, String id, String title, DoubleUnaryOperator shape) {
    double[] a = normals(size, Math.sqrt(20.0 / size), random(size));
    double middle = dot(a, bits(size).probabilities()) + 0.5;
    return bits(size, id, title, b -> shape.applyAsDouble(dot(a, b) - middle));
  }

  /** f(b) = v . tanh(W b). */
  private static Problem network(int size) {
    RandomGenerator random = random(size);
    double[][] weights = new double[HIDDEN][];
    Arrays.setAll(weights, h -> normals(size, 2 / Math.sqrt(size), random));
    double[] v = normals(HIDDEN, 1, random);
    return bits(
        size,
        "tanh",
        "tanh network of %d hidden units".formatted(HIDDEN),
        b -> {
          double sum = 0;
          for (int h = 0; h < HIDDEN; h++) {
            sum += v[h] * Math.tanh(dot(weights[h], b));
          }
          return sum;
        });
  }

  /** f(b) = max_i (a_i b_i). */
  private static Problem largest(int size) {
    double[] a = normals(size, 1, random(size));
    return bits(
        size,
        "max",
        "the largest of weighted bits",
        b -> {
          double largest = 0;
          for (int i = 0; i < size; i++) {
            largest = Math.max(largest, a[i] * b[i]);
          }
          return largest;
        });
  }

  /** f(b) = sum_i a_i (2 b_i - 1)(2 b_(i+1) - 1). */
  private static Problem ring(int size) {
    double[] a = normals(size, 1, random(size));
    return bits(
        size,
        "ring",
        "products of neighbours",
        b -> {
          double sum = 0;
          for (int i = 0; i < size; i++) {
            sum += a[i] * (2 * b[i] - 1) * (2 * b[(i + 1) % size] - 1);
          }
          return sum;
        });
  }

  /** f(x) = sum_v m_v(x_v) + m_v(x_v) e_v(x_(v+1)). */
  private static Problem effects(int variables, int categories) {
    int count = variables * categories;
    RandomGenerator random = random(count);
    double[] main = normals(count, 1, random);
    double[] neighbour = normals(count, 1, random);
    Factorized law = Categorical.ofLogits(normals(count, SPREAD, random), variables, categories);
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
    return new Problem(
        "table%dx%d".formatted(variables, categories),
        "%d variables of %d categories: effects and products".formatted(variables, categories),
        law,
        f);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
