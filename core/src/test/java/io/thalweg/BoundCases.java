package io.thalweg;

import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import java.util.Arrays;
import java.util.List;

/**
 * Bounds of the evidence of a linear Gaussian model.
 *
 * <pre>
 *   x_i ~ N(0, 1),   y | x ~ N(0.3 x_0 + x_1, s^2),   f(x) = log p(x) + log p(y | x)
 * </pre>
 */
final class BoundCases {

  private static final double DATA = 1.5;
  private static final double FIRST = 0.3;
  private static final double NOISE = 0.8;
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private BoundCases() {}

  static List<Case> all() {
    return List.of(evidence(), pair(), triple(), bits(), moreBits(), categories());
  }

  /** Sticking the landing leaves out scores whose mean is zero for one draw. */
  private static Case evidence() {
    double[] parameters = {0.4, -0.6, -0.5, -1.1, 0.5, 2.2, -1.2, -0.6};
    double[] exact = new double[8];
    for (int at = 0; at < 8; at += 4) {
      double error = DATA - FIRST * parameters[at] - parameters[at + 1];
      for (int i = 0; i < 2; i++) {
        double loading = i == 0 ? FIRST : 1;
        double variance = Math.exp(2 * parameters[at + i + 2]);
        exact[at + i] = loading * error / (NOISE * NOISE) - parameters[at + i];
        exact[at + i + 2] = 1 - variance * (1 + loading * loading / (NOISE * NOISE));
      }
    }
    Gaussian law = Gaussian.ofParameters(new double[2], new double[2]).at(parameters);
    return Case.bound("bound of 1, 2 contexts of gaussian x 2", law, joint(), 1, exact, "stl");
  }

  private static Case pair() {
    Gaussian law =
        Gaussian.ofParameters(new double[1], new double[1])
            .at(new double[] {-0.5, -0.8, 2.4, -0.4});
    return Case.bound("bound of 2, 2 contexts of gaussian", law, joint(), 2, gradient(law, 2));
  }

  private static Case triple() {
    Gaussian law = Gaussian.of(-0.4, 0.5);
    return Case.bound("bound of 3, gaussian", law, joint(), 3, gradient(law, 3));
  }

  private static Case bits() {
    Bernoulli law = Bernoulli.ofLogits(new double[] {-0.4, 0.9, 1.8, -0.7}).inContexts(2);
    Objective f = b -> 1.7 * b[0] - 0.6 * b[1] + 0.8 * b[0] * b[1] - 1;
    return enumerated("bound of 2, 2 contexts of bernoulli x 2", law, f, 2);
  }

  private static Case moreBits() {
    Bernoulli law = Bernoulli.ofLogits(0.6, -0.9);
    return enumerated("bound of 3, bernoulli x 2", law, b -> 2.4 * b[1] - 0.5 * b[0] - 1, 3);
  }

  private static Case categories() {
    Categorical law = Categorical.ofLogits(-1.3, 0.2, 2.8);
    return enumerated("bound of 2, categorical x 3", law, x -> 1 - 2.3 * x[0], 2);
  }

  private static Case enumerated(String name, Finite law, Objective f, int draws) {
    double[] exact = ExactGradient.ofBound(new Estimand.Bound(draws), law, f);
    return Case.bound(name, law, f, draws, exact);
  }

  /** f, of one variable or of two. */
  private static DifferentiableObjective joint() {
    return DifferentiableObjective.of(
        x -> {
          double error = error(x) / NOISE;
          double log = -(error * error + LOG_TWO_PI) / 2 - Math.log(NOISE);
          for (double v : x) {
            log -= (v * v + LOG_TWO_PI) / 2;
          }
          return log;
        },
        x -> {
          double[] gradient = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            gradient[i] = (i < x.length - 1 ? FIRST : 1) * error(x) / (NOISE * NOISE) - x[i];
          }
          return gradient;
        });
  }

  private static double error(double[] x) {
    return DATA - x[x.length - 1] - (x.length == 1 ? 0 : FIRST * x[0]);
  }

  /** Central differences of the bound itself, added up over the contexts. */
  private static double[] gradient(Gaussian law, int draws) {
    return Differences.gradient(
        theta -> {
          double sum = 0;
          for (int at = 0; at < theta.length; at += 2) {
            sum += bound(theta[at], Math.exp(theta[at + 1]), draws);
          }
          return sum;
        },
        law.parameters());
  }

  /** Computes the bound by the trapezoidal rule; a step of 1/4 deviation gives 13 digits. */
  private static double bound(double mean, double sd, int draws) {
    int nodes = 145;
    double step = 18.0 / (nodes - 1);
    Gaussian q = Gaussian.of(mean, sd);
    double[] x = new double[nodes];
    Arrays.setAll(x, i -> mean + sd * (step * i - 9));
    double[] f = joint().evaluate(Events.of(x, 1, 1)).values();
    double[] weights = q.logProbability(Events.of(x, 1, 1));
    double[] masses = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      masses[i] = Math.exp(weights[i]) * sd * step;
      weights[i] = Math.exp(f[i] - weights[i]);
    }
    return mean(weights, masses, draws, 0) - Math.log(draws);
  }

  /** The mean of the logarithm of a sum to which some draws are still to be added. */
  private static double mean(double[] weights, double[] masses, int draws, double sum) {
    if (draws == 0) {
      return Math.log(sum);
    }
    double mean = 0;
    for (int i = 0; i < weights.length; i++) {
      mean += masses[i] * mean(weights, masses, draws - 1, sum + weights[i]);
    }
    return mean;
  }
}
