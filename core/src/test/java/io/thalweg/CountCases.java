package io.thalweg;

import static io.thalweg.Cases.square;

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

  /** E (x + 2)^2 = rate + (rate + 2)^2. */
  private static Case poisson() {
    double rate = 1.4;
    double mean = rate + (rate + 2) * (rate + 2);
    double[] exact = {rate * (1 + 2 * (rate + 2))};
    return Case.of("poisson", Poisson.of(rate), square(-2, -mean), exact);
  }

  /** E x0 - 0.2 x0 x1 = rate0 - 0.2 rate0 rate1. */
  private static Case poissons() {
    double[] logs = {0.9, -0.6, 1.2, -1.5};
    double[] exact = new double[4];
    for (int at = 0; at < 4; at += 2) {
      double first = Math.exp(logs[at]);
      double second = Math.exp(logs[at + 1]);
      exact[at] = first * (1 - 0.2 * second);
      exact[at + 1] = -0.2 * first * second;
    }
    Objective f = x -> x[0] - 0.2 * x[0] * x[1] - 2.5;
    return Case.of("2 contexts of poisson x 2", Poisson.ofParameters(0, 0).at(logs), f, exact);
  }

  /** E 2^-x = p / (1 - (1 - p) / 2), which is 2p / (1 + p). */
  private static Case geometric() {
    double logit = 0.4;
    double p = 1 / (1 + Math.exp(-logit));
    double[] exact = {2 * p * (1 - p) / ((1 + p) * (1 + p))};
    Objective f = x -> Math.pow(2, -x[0]) - 2 * p / (1 + p);
    return Case.of("geometric", Geometric.ofLogits(logit), f, exact);
  }

  /** E x0 - 0.2 x0 x1 = odds0 - 0.2 odds0 odds1, odds = exp(-logit). */
  private static Case geometrics() {
    double[] logits = {0.2, 1.4, -0.1, 1.1};
    double[] exact = new double[4];
    for (int at = 0; at < 4; at += 2) {
      double first = Math.exp(-logits[at]);
      double second = Math.exp(-logits[at + 1]);
      exact[at] = -first * (1 - 0.2 * second);
      exact[at + 1] = 0.2 * first * second;
    }
    Objective f = x -> x[0] - 0.2 * x[0] * x[1] - 0.9;
    return Case.of("2 contexts of geometric x 2", Geometric.ofLogits(0, 0).at(logits), f, exact);
  }

  /** E (x + 4)^2 = m + m odds + (m + 4)^2, m = r odds, odds = exp(-logit). */
  private static Case negativeBinomial() {
    double[] theta = {1.1, 0.7};
    double odds = Math.exp(-theta[1]);
    double m = Math.exp(theta[0]) * odds;
    double slope = m + 2 * m * (m + 4);
    double[] exact = {slope + m * odds, -slope - 2 * m * odds};
    double mean = m + m * odds + (m + 4) * (m + 4);
    NegativeBinomial law = NegativeBinomial.of(1, 0.5).at(theta);
    return Case.of("negative binomial", law, square(-4, -mean), exact);
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
