package io.thalweg;

import io.thalweg.distribution.Dirichlet;
import io.thalweg.distribution.MultivariateGaussian;
import io.thalweg.distribution.PlackettLuce;
import java.util.Arrays;
import java.util.List;

/** Laws over orders and vectors, whose coordinates depend on each other. */
final class VectorCases {

  private VectorCases() {}

  static List<Case> all() {
    return List.of(
        orders(), ordersOfContexts(), queue(), gaussians(), shares(), sharesOfContexts());
  }

  private static Case orders() {
    // Its deviation is such that the test does not see what the division by it does.
    return Case.of("plackett-luce of 3", PlackettLuce.ofLogits(0.2, -0.4, 0.6), early(0), "grpo");
  }

  private static Case ordersOfContexts() {
    double[] logits = {0.6, 0.2, -0.4, -0.2, 0.1, 0.5};
    return Case.of(
        "2 contexts of plackett-luce of 3", PlackettLuce.ofLogits(logits).inContexts(2), early(1));
  }

  /** The earliness of an item in the matrix [places x 3], larger if the next is in the middle. */
  private static DifferentiableObjective early(int item) {
    int next = 3 + (item + 1) % 3;
    return DifferentiableObjective.of(
        p -> earliness(p, item) * (1 + 0.4 * p[next]) - 0.31,
        p -> {
          double[] gradient = new double[9];
          gradient[item] = 1 + 0.4 * p[next];
          gradient[3 + item] = 0.3 * gradient[item];
          gradient[6 + item] = -0.5 * gradient[item];
          gradient[next] = 0.4 * earliness(p, item);
          return gradient;
        });
  }

  private static double earliness(double[] p, int item) {
    return p[item] + 0.3 * p[3 + item] - 0.5 * p[6 + item];
  }

  /**
   * E (x0 - 0.3 x1)^2 = d^2 + r^2 + (0.3 L11)^2, d = m0 - 0.3 m1, r = L00 - 0.3 L10, of two
   * contexts.
   */
  private static Case gaussians() {
    double[] parameters = {1.2, -0.5, -0.9, 0.3, 0.2, 1.0, -0.2, -0.8, -0.6, 0.1};
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> (x[0] - 0.3 * x[1]) * (x[0] - 0.3 * x[1]) - 1.8,
            x -> {
              double slope = 2 * (x[0] - 0.3 * x[1]);
              return new double[] {slope, -0.3 * slope};
            });
    double[] exact = new double[10];
    for (int at = 0; at < 10; at += 5) {
      double d = parameters[at] - 0.3 * parameters[at + 1];
      double r = Math.exp(parameters[at + 2]) - 0.3 * parameters[at + 3];
      exact[at] = 2 * d;
      exact[at + 1] = -0.6 * d;
      exact[at + 2] = 2 * r * Math.exp(parameters[at + 2]);
      exact[at + 3] = -0.6 * r;
      exact[at + 4] = 0.18 * Math.exp(2 * parameters[at + 4]);
    }
    MultivariateGaussian law =
        MultivariateGaussian.of(new double[2], new double[][] {{1, 0}, {0, 1}}).at(parameters);
    return Case.of("2 contexts of multivariate gaussian of 2", law, f, exact);
  }

  /** E (x0 + 0.4)^2 = m2 + 0.8 m1 + 0.16, m1 = a / s, m2 = a (a + 1) / (s (s + 1)). */
  private static Case shares() {
    double[] alphas = {4, 2, 3};
    double a = alphas[0];
    double s = 9;
    double first = a / s;
    double second = a * (a + 1) / (s * (s + 1));
    double[] exact = new double[3];
    for (int i = 0; i < 3; i++) {
      exact[i] = -alphas[i] * (second * (1 / s + 1 / (s + 1)) + 0.8 * first / s);
    }
    exact[0] += a * (second * (1 / a + 1 / (a + 1)) + 0.8 * first / a);
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> (x[0] + 0.4) * (x[0] + 0.4) - 0.74, x -> new double[] {2 * (x[0] + 0.4), 0, 0});
    return Case.of("dirichlet of 3", Dirichlet.of(alphas), f, exact);
  }

  /** E (x0 - 0.3 x1) = m = (a0 - 0.3 a1) / s, and a_i (c_i - m) / s is its gradient. */
  private static Case sharesOfContexts() {
    double[] c = {1, -0.3, 0};
    double[] alphas = {3, 2, 2.5, 4, 3, 2};
    double[] exact = new double[6];
    for (int i = 0; i < 6; i++) {
      int at = i - i % 3;
      double s = alphas[at] + alphas[at + 1] + alphas[at + 2];
      double mean = (alphas[at] - 0.3 * alphas[at + 1]) / s;
      exact[i] = alphas[i] * (c[i % 3] - mean) / s;
    }
    DifferentiableObjective f =
        DifferentiableObjective.of(x -> x[0] - 0.3 * x[1] - 0.33, x -> c.clone());
    double[] logs = Arrays.stream(alphas).map(Math::log).toArray();
    return Case.of("2 contexts of dirichlet of 3", Dirichlet.of(1, 1, 1).at(logs), f, exact);
  }

  /** Jobs one after the other: what it costs that they end late, the square of it for job 0. */
  private static Case queue() {
    double[] durations = {1, 2, 1.5, 2};
    Objective cost =
        order -> {
          double time = 0;
          double sum = -5.1;
          for (double job : order) {
            time += durations[(int) job];
            sum += job == 0 ? time * time / 4 : time / 10;
          }
          return sum;
        };
    return Case.of(
        "plackett-luce of 4, black box", PlackettLuce.ofLogits(0.4, -0.4, 0.6, 0.3), cost);
  }
}
