package io.thalweg.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.MultivariateGaussian;
import io.thalweg.problem.Problems.Entry;
import java.util.List;

/** Logarithms of densities whose posterior is approximated. */
public final class Densities {

  private Densities() {}

  static List<Entry> all() {
    return List.of(
        Entry.of(
            "o-rings",
            "Bayesian logistic regression of 23 flights, a full normal law",
            Kind.SMOOTH,
            () ->
                MultivariateGaussian.of(
                    new double[] {-1.1, -1.3}, new double[][] {{0.35, 0.15}, {0.15, 0.4}}),
            Densities::oRings),
        new Entry(
            "evidence",
            "Evidence: the bound of 5 draws on log p(y = 1.2), x ~ N(0, 1), y ~ N(x, 1/2)",
            Kind.BOUND,
            (id, title) ->
                new Problem(
                    id, title, Gaussian.of(0.3, 0.6), joint(1.2, 0.5), new Estimand.Bound(5))),
        new Entry(
            "symptoms",
            "Symptoms: the bound of 3 draws on log p(2 of 3 symptoms), 4 possible causes, noisy or",
            Kind.BOUND,
            (id, title) ->
                new Problem(
                    id,
                    title,
                    Bernoulli.ofLogits(0.5, -0.5, -1, 0),
                    Densities::symptoms,
                    new Estimand.Bound(3))));
  }

  /**
   * log p(symptoms, causes): each cause is there with probability 1/5, and each of those that are
   * brings a symptom with a probability of its own; so does chance, with 1/20.
   */
  private static double symptoms(double[] causes) {
    double[][] brings = {{0.9, 0.3, 0}, {0.2, 0.8, 0.1}, {0, 0.5, 0.7}, {0.4, 0, 0.6}};
    boolean[] seen = {true, true, false};
    double log = 0;
    for (double cause : causes) {
      log += Math.log(cause > 0 ? 0.2 : 0.8);
    }
    for (int symptom = 0; symptom < seen.length; symptom++) {
      double missing = 0.95;
      for (int i = 0; i < causes.length; i++) {
        missing *= 1 - causes[i] * brings[i][symptom];
      }
      log += Math.log(seen[symptom] ? 1 - missing : missing);
    }
    return log;
  }

  /** f(x) = log p(x, y), x ~ N(0, 1), y ~ N(x, variance). */
  public static DifferentiableObjective joint(double y, double variance) {
    double constant = Math.log(2 * Math.PI) + 0.5 * Math.log(variance);
    return DifferentiableObjective.of(
        x -> -0.5 * (x[0] * x[0] + (y - x[0]) * (y - x[0]) / variance) - constant,
        x -> new double[] {(y - x[0]) / variance - x[0]});
  }

  /**
   * log p(failures, w) of O-rings by the temperature at launch; w ~ N(0, 10).
   *
   * <p>Data: Dalal, Fowlkes &amp; Hoadley (1989), Journal of the American Statistical Association
   * 84.
   */
  private static DifferentiableObjective oRings() {
    double[] fahrenheit = {
      66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58
    };
    double[] failed = {0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1};
    return DifferentiableObjective.of(
        w -> {
          double sum = -(w[0] * w[0] + w[1] * w[1]) / 20;
          for (int i = 0; i < failed.length; i++) {
            double logit = w[0] + w[1] * (fahrenheit[i] - 69.6) / 7;
            sum +=
                failed[i] * logit
                    - Math.max(logit, 0)
                    - StrictMath.log1p(Math.exp(-Math.abs(logit)));
          }
          return sum;
        },
        w -> {
          double[] slopes = {-w[0] / 10, -w[1] / 10};
          for (int i = 0; i < failed.length; i++) {
            double warmth = (fahrenheit[i] - 69.6) / 7;
            double error = failed[i] - 1 / (1 + Math.exp(-(w[0] + w[1] * warmth)));
            slopes[0] += error;
            slopes[1] += error * warmth;
          }
          return slopes;
        });
  }
}
