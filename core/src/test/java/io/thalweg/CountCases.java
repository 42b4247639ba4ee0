package io.thalweg;

import io.thalweg.distribution.BetaBinomial;
import io.thalweg.distribution.Binomial;
import io.thalweg.distribution.Geometric;
import io.thalweg.distribution.NegativeBinomial;
import io.thalweg.distribution.Poisson;
import io.thalweg.distribution.ZeroInflated;
import java.util.List;

/** Laws of whole numbers, whose exact gradients are in closed form. */
final class CountCases {

  private CountCases() {}

  static List<Case> all() {
    return List.of(
        poisson(),
        poissons(),
        geometric(),
        geometrics(),
        negativeBinomial(),
        binomial(),
        betaBinomial(),
        zeroInflatedPoisson(),
        zeroInflatedBinomial());
  }

  /** E 2^-x = exp(-rate / 2). */
  private static Case poisson() {
    double rate = 1.4;
    double mean = Math.exp(-rate / 2);
    return Case.of(
        "poisson",
        Poisson.of(rate),
        x -> Math.pow(2, -x[0]) - mean,
        new double[] {-rate / 2 * mean});
  }

  /** E 2^-x0 (1 + 0.3 2^-x1) = m0 (1 + 0.3 m1), m = exp(-rate / 2). */
  private static Case poissons() {
    double[] logs = {0.3, -0.6, 0.5, -0.2};
    double[] exact = new double[4];
    for (int at = 0; at < 4; at += 2) {
      double first = Math.exp(logs[at]);
      double second = Math.exp(logs[at + 1]);
      double product = 0.3 * Math.exp(-(first + second) / 2);
      exact[at] = -first / 2 * (Math.exp(-first / 2) + product);
      exact[at + 1] = -second / 2 * product;
    }
    return Case.of(
        "2 contexts of poisson x 2", Poisson.ofParameters(0, 0).at(logs), decay(2, 0.6), exact);
  }

  /** f(x) = base^-x0 (1 + 0.3 base^-x1) - centre, whose values are bounded. */
  private static Objective decay(double base, double centre) {
    return x -> Math.pow(base, -x[0]) * (1 + 0.3 * Math.pow(base, -x[1])) - centre;
  }

  /** E 5^-x = 1 / (1 + 0.8 odds), odds = exp(-logit). */
  private static Case geometric() {
    double odds = Math.exp(-0.4);
    double mean = 1 / (1 + 0.8 * odds);
    double[] exact = {0.8 * odds * mean * mean};
    Objective f = x -> Math.pow(5, -x[0]) - mean;
    return Case.of("geometric", Geometric.ofLogits(0.4), f, exact);
  }

  /** E 5^-x0 (1 + 0.3 5^-x1) = m0 (1 + 0.3 m1), m = 1 / (1 + 0.8 odds), odds = exp(-logit). */
  private static Case geometrics() {
    double[] logits = {0.2, 1.4, -0.1, 1.1};
    double[] exact = new double[4];
    for (int at = 0; at < 4; at += 2) {
      double[] odds = {Math.exp(-logits[at]), Math.exp(-logits[at + 1])};
      double first = 1 / (1 + 0.8 * odds[0]);
      double second = 1 / (1 + 0.8 * odds[1]);
      exact[at] = 0.8 * odds[0] * first * first * (1 + 0.3 * second);
      exact[at + 1] = 0.8 * odds[1] * second * second * 0.3 * first;
    }
    return Case.of(
        "2 contexts of geometric x 2", Geometric.ofLogits(0, 0).at(logits), decay(5, 0.7), exact);
  }

  /** E 2^-x = (1 + odds / 2)^-r, odds = exp(-logit). */
  private static Case negativeBinomial() {
    double[] theta = {1.1, 0.7};
    double odds = Math.exp(-theta[1]);
    double r = Math.exp(theta[0]);
    double mean = Math.pow(1 + odds / 2, -r);
    double[] exact = {-r * Math.log1p(odds / 2) * mean, r * odds / (2 + odds) * mean};
    NegativeBinomial law = NegativeBinomial.of(1, 0.5).at(theta);
    return Case.of("negative binomial", law, x -> Math.pow(2, -x[0]) - mean, exact);
  }

  /** E 2^-x = pi + (1 - pi) e^(-rate / 2). */
  private static Case zeroInflatedPoisson() {
    double rate = 1.4;
    double pi = 0.35;
    double counted = Math.exp(-rate / 2);
    double mean = pi + (1 - pi) * counted;
    double[] exact = {-(1 - pi) * rate / 2 * counted, pi * (1 - pi) * (1 - counted)};
    Objective f = x -> Math.pow(2, -x[0]) - mean;
    return Case.of("zero-inflated poisson", ZeroInflated.of(Poisson.of(rate), pi), f, exact);
  }

  /** E (x0 + 1)^2 - x0 x1 by enumeration. */
  private static Case zeroInflatedBinomial() {
    Objective f = x -> (x[0] + 1) * (x[0] + 1) - x[0] * x[1] - 5;
    ZeroInflated law = ZeroInflated.of(Binomial.of(3, 0.6, 0.3), 0.25, 0.4);
    return Case.of("zero-inflated binomial", (Finite) law, f);
  }

  /** E (x + 1)^2 by enumeration. */
  private static Case betaBinomial() {
    Objective f = x -> (x[0] + 1) * (x[0] + 1) - 14;
    return Case.of("beta-binomial", BetaBinomial.of(4, 2.5, 0.9), f);
  }

  /** E (x + 1)^2 by enumeration. */
  private static Case binomial() {
    Objective f = x -> (x[0] + 1) * (x[0] + 1) - 12.5;
    return Case.of("binomial", Binomial.ofLogits(4, 0.3), f);
  }
}
