package io.thalweg;

import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import java.util.List;

/** Means of the best of several values. */
final class BestCases {

  private BestCases() {}

  static List<Case> all() {
    return List.of(bits(), categories(), gaussian());
  }

  private static Case bits() {
    Bernoulli law = Bernoulli.ofLogits(new double[] {2.4, -0.9, -2.6, -1.3}).inContexts(2);
    Objective f = b -> 0.3 * b[0] + 1.7 * b[1] - 0.4 * b[0] * b[1] - 0.6;
    return listed("best of 2, 2 contexts of bernoulli x 2", law, f, 2);
  }

  private static Case categories() {
    Categorical law = Categorical.ofLogits(1.5, -1.0, -1.0);
    return listed("best of 3, categorical x 3", law, x -> 1.2 * x[0] - 1, 3);
  }

  private static Case listed(String name, Finite law, Objective f, int draws) {
    Estimand.Best best = new Estimand.Best(draws);
    return Case.best(name, law, f, draws, ExactGradient.ofBest(best, law, f));
  }

  /** E max(x_1, x_2) = mean + sd / sqrt(pi). */
  private static Case gaussian() {
    double sd = 0.8;
    double[] exact = {1, sd / Math.sqrt(Math.PI)};
    return Case.best("best of 2, gaussian", Gaussian.of(0.3, sd), x -> x[0], 2, exact);
  }
}
