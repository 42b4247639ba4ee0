package io.thalweg.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Poisson;
import java.util.Arrays;
import java.util.List;

/** The built-in problems, by their names on the command line. */
public final class Problems {

  private Problems() {}

  /** All built-in problems. */
  public static List<Problem> all() {
    return List.of(
        new Problem(
            "toy",
            "RELAX toy: E (b - 0.499)^2, one Bernoulli variable at logit 0",
            Bernoulli.ofLogits(0),
            square(0.499)),
        new Problem(
            "toy45",
            "REBAR toy: E (b - 0.45)^2, one Bernoulli variable at logit 0",
            Bernoulli.ofLogits(0),
            square(0.45)),
        new Problem(
            "cos",
            "4-way toy: E cos z, z in 0 .. 3, at uniform probabilities",
            Categorical.ofLogits(0, 0, 0, 0),
            cosine()),
        new Problem(
            "arsm30",
            "ARSM toy: E 0.5 + z / 900, z in 1 .. 30, at uniform probabilities",
            Categorical.ofLogits(new double[30]),
            reward(30)),
        new Problem(
            "bits10",
            "10 bits: a quadratic with interactions, enumerated over 1,024 outcomes",
            Bernoulli.ofLogits(1.5, -1.2, 0.9, -0.6, 0.3, -0.3, 0.6, -0.9, 1.2, -1.5),
            quadratic()),
        new Problem(
            "gaussian",
            "Quartic: E (x - 0.7)^4, x normal with mean 0 and deviation 0.4",
            Gaussian.of(0, 0.4),
            quartic(0.7)),
        new Problem(
            "newsvendor",
            "Newsvendor: E of the profit from 10 papers, Poisson demand of rate 8",
            Poisson.of(8),
            newsvendor(10)),
        new Problem(
            "queue",
            "Queue: E of the mean wait of 6 customers, Gamma service times of shape 2 and rate 2",
            Gamma.ofParameters(logs(2, 6), logs(2, 6)),
            queue(1.2)),
        new Problem(
            "evidence",
            "Evidence: the bound of 5 draws on log p(y = 1.2), x ~ N(0, 1), y ~ N(x, 1/2)",
            Gaussian.of(0.3, 0.6),
            joint(1.2, 0.5),
            new Estimand.Bound(5)));
  }

  private static double[] logs(double value, int size) {
    double[] logs = new double[size];
    Arrays.fill(logs, Math.log(value));
    return logs;
  }

  /** f(x) = log p(x, y), x ~ N(0, 1), y ~ N(x, variance). */
  public static DifferentiableObjective joint(double y, double variance) {
    double constant = Math.log(2 * Math.PI) + 0.5 * Math.log(variance);
    return DifferentiableObjective.of(
        x -> -0.5 * (x[0] * x[0] + (y - x[0]) * (y - x[0]) / variance) - constant,
        x -> new double[] {(y - x[0]) / variance - x[0]});
  }

  /** f(x) = (x - target)^4. */
  public static DifferentiableObjective quartic(double target) {
    return DifferentiableObjective.of(
        x -> Math.pow(x[0] - target, 4), x -> new double[] {4 * Math.pow(x[0] - target, 3)});
  }

  /** f(demand) = 3 min(demand, stock) - stock: a paper is bought for 1 and sold for 3. */
  public static Objective newsvendor(int stock) {
    return demand -> 3 * Math.min(demand[0], stock) - stock;
  }

  /**
   * The mean waiting time at one counter; customers arrive {@code gap} apart, and events are their
   * service times.
   *
   * <pre>
   *   wait_0 = 0,   wait_k = max(0, wait_(k-1) + service_(k-1) - gap),   f = mean of wait
   * </pre>
   *
   * <p>Source: Lindley (1952), Proc. Cambridge Phil. Soc. 48, 277-289.
   */
  public static DifferentiableObjective queue(double gap) {
    return DifferentiableObjective.of(
        service -> {
          double wait = 0;
          double sum = 0;
          for (int k = 1; k < service.length; k++) {
            wait = Math.max(0, wait + service[k - 1] - gap);
            sum += wait;
          }
          return sum / service.length;
        },
        service -> {
          double[] gradient = new double[service.length];
          double wait = 0;
          // Who came since the counter was last free; their services delay everyone up to k.
          int first = 0;
          for (int k = 1; k < service.length; k++) {
            wait = Math.max(0, wait + service[k - 1] - gap);
            first = wait > 0 ? first : k;
            for (int j = first; j < k; j++) {
              gradient[j] += 1.0 / service.length;
            }
          }
          return gradient;
        });
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
