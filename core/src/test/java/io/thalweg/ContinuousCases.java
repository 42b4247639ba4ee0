package io.thalweg;

import static io.thalweg.Cases.square;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Beta;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Product;
import io.thalweg.internal.Numerics;
import java.util.List;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;

/** Continuous laws, whose exact gradients are in closed form. */
final class ContinuousCases {

  private ContinuousCases() {}

  static List<Case> all() {
    return List.of(
        gaussian(), gaussians(), products(), bernoulliAndGaussian(), gamma(), gammas(), beta());
  }

  /** E (x + 0.8)^2 = (mean + 0.8)^2 + sd^2. */
  private static Case gaussian() {
    double mean = 0.2;
    double sd = 0.5;
    double[] exact = {2 * (mean + 0.8), 2 * sd * sd};
    return Case.of("gaussian", Gaussian.of(mean, sd), square(-0.8, -1.25), exact);
  }

  /** E log x = psi(shape) - log rate. */
  private static Case gamma() {
    double shape = 0.7;
    double rate = 1.6;
    double mean = Digamma.value(shape) - Math.log(rate);
    DifferentiableObjective f =
        DifferentiableObjective.of(x -> Math.log(x[0]) - mean + 0.1, x -> new double[] {1 / x[0]});
    double[] exact = {shape * Trigamma.value(shape), -1};
    return Case.of("gamma, logarithm", Gamma.of(shape, rate), f, exact);
  }

  /** E x0^2 + x0 x1 / 10 = a0 (a0 + 1) / r0^2 + a0 a1 / (10 r0 r1). */
  private static Case gammas() {
    double[] parameters = {1.2, 0.3, 0.9, -0.2, 0.9, 0.8, 0.7, 0.6};
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> x[0] * x[0] + 0.1 * x[0] * x[1] - 2.2,
            x -> new double[] {2 * x[0] + 0.1 * x[1], 0.1 * x[0]});
    double[] exact = new double[8];
    for (int at = 0; at < 8; at += 4) {
      double shape = Math.exp(parameters[at]);
      double rate = Math.exp(parameters[at + 2]);
      double product = 0.1 * shape / rate * Math.exp(parameters[at + 1] - parameters[at + 3]);
      exact[at] = shape * (2 * shape + 1) / (rate * rate) + product;
      exact[at + 1] = product;
      exact[at + 2] = -2 * shape * (shape + 1) / (rate * rate) - product;
      exact[at + 3] = -product;
    }
    Gamma law = Gamma.of(new double[2], new double[2]).at(parameters);
    return Case.of("2 contexts of gamma x 2", law, f, exact);
  }

  /** E (x + 1/2)^2 by E x = a / s and E x^2 = a (a + 1) / (s (s + 1)), s = a + b. */
  private static Case beta() {
    double a = 0.6;
    double b = 1.5;
    double s = a + b;
    double square = a * (a + 1) / (s * (s + 1));
    double slope = -square * (1 / s + 1 / (s + 1));
    double[] exact = {
      a * ((2 * a + 1) / (s * (s + 1)) + slope + b / (s * s)), b * (slope - a / (s * s))
    };
    return Case.of("beta", Beta.of(a, b), square(-0.5, -0.75), exact);
  }

  /** E (x0 - 1)^2 + x0 x1 / 5 = (m0 - 1)^2 + sd0^2 + m0 m1 / 5. */
  private static Case gaussians() {
    double[] parameters = {-0.3, 0.4, -0.7, 0.3, 2.2, -0.5, -0.6, 0.4};
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> (x[0] - 1) * (x[0] - 1) + 0.2 * x[0] * x[1] - 1.7,
            x -> new double[] {2 * (x[0] - 1) + 0.2 * x[1], 0.2 * x[0]});
    double[] exact = new double[8];
    for (int at = 0; at < 8; at += 4) {
      exact[at] = 2 * (parameters[at] - 1) + 0.2 * parameters[at + 1];
      exact[at + 1] = 0.2 * parameters[at];
      exact[at + 2] = 2 * Math.exp(2 * parameters[at + 2]);
    }
    Gaussian law = Gaussian.of(new double[2], new double[2]).at(parameters);
    return Case.of("2 contexts of gaussian x 2", law, f, exact);
  }

  /** E (x0 + 0.8)^2 + x0 x1 / 10 = (m0 + 0.8)^2 + sd0^2 + m0 m1 / 10. */
  private static Case products() {
    double[] exact = {2 + 0.1 * -0.5, 2 * 0.5 * 0.5, 0.1 * 0.2, 0};
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> (x[0] + 0.8) * (x[0] + 0.8) + 0.1 * x[0] * x[1] - 1.24,
            x -> new double[] {2 * (x[0] + 0.8) + 0.1 * x[1], 0.1 * x[0]});
    Distribution law = Product.of(Gaussian.of(0.2, 0.5), Gaussian.of(-0.5, 1.5));
    return Case.of("gaussian x gaussian", law, f, exact);
  }

  /** E (x + 0.8)^2 + 2 b x / 5 = (m + 0.8)^2 + sd^2 + 2 p m / 5. */
  private static Case bernoulliAndGaussian() {
    double p = Numerics.sigmoid(-1);
    double[] exact = {0.4 * p * (1 - p) * 0.2, 2 + 0.4 * p, 2 * 0.5 * 0.5};
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> (x[1] + 0.8) * (x[1] + 0.8) + 0.4 * x[0] * x[1] - 1.27,
            x -> new double[] {0.4 * x[1], 2 * (x[1] + 0.8) + 0.4 * x[0]});
    Distribution law = Product.of(Bernoulli.ofLogits(-1), Gaussian.of(0.2, 0.5));
    return Case.of("bernoulli x gaussian", law, f, exact);
  }
}
