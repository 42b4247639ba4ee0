package io.thalweg;

import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gaussian;
import java.util.List;

/** Quantiles and tail means, at levels at which the bias is below what the suite sees. */
final class RiskCases {

  private static final String[] ALL = {"risk", "risk_importance", "risk_pathwise"};

  private RiskCases() {}

  static List<Case> all() {
    return List.of(categories(), normalTail(), normalQuantile(), exponentialTail());
  }

  /** The quantile is the second outcome of each context, three deviations of 100 draws within. */
  private static Case categories() {
    Categorical law =
        Categorical.ofLogits(new double[] {2.2, 1.5, 0, 1.7, 1.2, 0}, 3).inContexts(2);
    Objective f = x -> x[0] == 2 ? 3 : 1.5 * x[0] - 1;
    Estimand.TailMean tail = new Estimand.TailMean(0.8);
    double[] exact = ExactGradient.ofTailMean(tail, law, f);
    return Case.risk("tail mean, 2 contexts of categorical x 3", law, f, tail, exact, ALL);
  }

  /** E[x | x > q] = mean + sd phi(z) / (1 - level). */
  private static Case normalTail() {
    double z = 0.8416212335729143;
    double mills = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / 0.2;
    double sd = 0.8;
    DifferentiableObjective f = DifferentiableObjective.of(x -> x[0], x -> new double[] {1});
    return Case.risk(
        "tail mean, gaussian",
        Gaussian.of(0.3, sd),
        f,
        new Estimand.TailMean(0.8),
        new double[] {1, sd * mills},
        ALL);
  }

  /** The density has no curvature one deviation above the mean, where the kernel does not bias. */
  private static Case normalQuantile() {
    double sd = 0.8;
    DifferentiableObjective f = DifferentiableObjective.of(x -> x[0], x -> new double[] {1});
    return Case.risk(
        "quantile, gaussian",
        Gaussian.of(0.3, sd),
        f,
        new Estimand.Quantile(0.8413447460685429),
        new double[] {1, sd},
        ALL);
  }

  /** Beyond a quantile is another exponential law: q + 1 / rate, whose derivative is -itself. */
  private static Case exponentialTail() {
    double rate = 1.6;
    DifferentiableObjective f =
        DifferentiableObjective.of(x -> 2 * x[1] - 1, x -> new double[] {0, 2});
    double[] exact = {0, 2 * (Math.log(1 - 0.6) - 1) / rate};
    return Case.risk(
        "tail mean, exponential x 2",
        Exponential.of(0.7, rate),
        f,
        new Estimand.TailMean(0.6),
        exact,
        ALL);
  }
}
