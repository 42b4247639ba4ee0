package io.thalweg.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.problem.Problems.Entry;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.List;

/** Toys of one to ten bits, categories or an order, on which estimators were published. */
public final class Toys {

  private Toys() {}

  static List<Entry> all() {
    return List.of(
        Entry.of(
            "toy",
            "RELAX toy: E (b - 0.499)^2, one Bernoulli variable at logit 0",
            Kind.FINITE,
            () -> Bernoulli.ofLogits(0),
            () -> square(0.499)),
        Entry.of(
            "toy45",
            "REBAR toy: E (b - 0.45)^2, one Bernoulli variable at logit 0",
            Kind.FINITE,
            () -> Bernoulli.ofLogits(0),
            () -> square(0.45)),
        Entry.of(
            "cos",
            "4-way toy: E cos z, z in 0 .. 3, at uniform probabilities",
            Kind.FINITE,
            () -> Categorical.ofLogits(0, 0, 0, 0),
            Toys::cosine),
        Entry.of(
            "arsm30",
            "ARSM toy: E 0.5 + z / 900, z in 1 .. 30, at uniform probabilities",
            Kind.FINITE,
            () -> Categorical.ofLogits(new double[30]),
            () -> reward(30)),
        Entry.of(
            "bits10",
            "10 bits: a quadratic with interactions, enumerated over 1,024 outcomes",
            Kind.FINITE,
            () -> Bernoulli.ofLogits(1.5, -1.2, 0.9, -0.6, 0.3, -0.3, 0.6, -0.9, 1.2, -1.5),
            Toys::quadratic),
        Entry.of(
            "orders8",
            "Plackett-Luce toy: E |P - T|^2, orders of 8 items at equal weights, T near 1/8",
            Kind.ORDERS,
            () -> PlackettLuce.ofLogits(new double[8]),
            () -> orders(8)));
  }

  /**
   * The objective of the RELAX and REBAR toys, f(b) = (b - target)^2.
   *
   * <p>Source: Grathwohl et al. (2018), arXiv:1711.00123; Tucker et al. (2017), arXiv:1703.07370.
   */
  public static DifferentiableObjective square(double target) {
    return DifferentiableObjective.of(
        b -> (b[0] - target) * (b[0] - target), b -> new double[] {2 * (b[0] - target)});
  }

  /** f(z) = cos(z) of the category index, relaxed to the cosine of the mean index. */
  public static DifferentiableObjective cosine() {
    return DifferentiableObjective.of(
        y -> Math.cos(meanIndex(y)),
        y -> {
          double slope = -Math.sin(meanIndex(y));
          double[] gradient = new double[y.length];
          Arrays.setAll(gradient, k -> slope * k);
          return gradient;
        });
  }

  /**
   * The reward of the ARSM toy, f(z) = 0.5 + z / R^2 for z in 1 .. R.
   *
   * <p>Source: Yin, Yue &amp; Zhou (2019), ICML, arXiv:1905.01413.
   */
  public static DifferentiableObjective reward(int categories) {
    double unit = 1.0 / ((double) categories * categories);
    return DifferentiableObjective.of(
        y -> 0.5 + unit * (meanIndex(y) + Arrays.stream(y).sum()),
        y -> {
          double[] gradient = new double[y.length];
          Arrays.setAll(gradient, k -> unit * (k + 1));
          return gradient;
        });
  }

  /** f(b) = 1/2 (a . b - 1)^2 + a ring of interactions between neighbours, over 10 bits. */
  public static DifferentiableObjective quadratic() {
    double[] a = {1.0, -0.8, 0.6, -0.4, 0.9, 0.7, -0.5, 0.3, -1.0, 0.8};
    double[] ring = {0.5, -0.4, 0.3, 0.6, -0.7, 0.2, -0.3, 0.8, -0.6, 0.4};
    int n = a.length;
    return DifferentiableObjective.of(
        b -> {
          double error = dot(a, b) - 1;
          double sum = 0.5 * error * error;
          for (int i = 0; i < n; i++) {
            sum += ring[i] * b[i] * b[(i + 1) % n];
          }
          return sum;
        },
        b -> {
          double error = dot(a, b) - 1;
          double[] gradient = new double[n];
          for (int i = 0; i < n; i++) {
            gradient[i] += error * a[i] + ring[i] * b[(i + 1) % n];
            gradient[(i + 1) % n] += ring[i] * b[i];
          }
          return gradient;
        });
  }

  /**
   * The objective of the Plackett-Luce toy, f(P) = |P - T|^2 over the matrix [places x items].
   *
   * <pre>
   *   T_ii = 1 / n + 0.05,   T_ik = 1 / n - 0.05 / (n - 1) for k != i
   * </pre>
   *
   * <p>The rows and columns of T add up to 1. The best order is 0, 1, .. n - 1; each item in its
   * place is worth 0.1 n / (n - 1).
   *
   * <p>Source: Gadetsky et al. (2020), AAAI, arXiv:1911.10036.
   *
   * @throws IllegalArgumentException if there are fewer than two items
   */
  public static DifferentiableObjective orders(int items) {
    double n = Require.atLeast(2, "the number of items", items);
    double[] target = new double[items * items];
    Arrays.setAll(target, i -> 1 / n + (i % (items + 1) == 0 ? 0.05 : -0.05 / (n - 1)));
    return Distance.to(target);
  }

  private static double meanIndex(double[] y) {
    double sum = 0;
    for (int k = 0; k < y.length; k++) {
      sum += k * y[k];
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "this objective takes %d bits, not %d".formatted(a.length, b.length));
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
