package io.thalweg.workbench.figure;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.check.VarianceReport;
import io.thalweg.problem.Problem;
import io.thalweg.workbench.figure.Panel.Dot;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Bias and variance of an estimator with intervals, from twenty independent groups of estimates.
 *
 * <pre>
 *   d_j = mean of group j - gradient,   U = mean over pairs j != k of d_j . d_k
 * </pre>
 *
 * <p>U has the mean |bias|^2, whatever the variance; its error is that of the jackknife.
 *
 * @param deviations d_j, [groups x coordinates]
 * @param variances of an estimate, summed over coordinates, one for each group
 */
record BiasAndVariance(List<double[]> deviations, double[] variances) {

  static final int GROUPS = 20;

  // The 97.5 % quantile of Student's t with 19 degrees of freedom.
  private static final double QUANTILE = 2.093;

  /** Draws estimates, a twentieth for each group. */
  static BiasAndVariance of(
      Estimator<Distribution, Objective> estimator,
      Problem problem,
      double[] gradient,
      int draws,
      RandomGenerator random) {
    List<double[]> deviations = new ArrayList<>();
    double[] variances = new double[GROUPS];
    for (int j = 0; j < GROUPS; j++) {
      VarianceReport report =
          VarianceReport.of(estimator, problem.law(), problem.objective(), draws / GROUPS, random);
      double[] deviation = report.mean().clone();
      for (int i = 0; i < deviation.length; i++) {
        deviation[i] -= gradient[i];
      }
      deviations.add(deviation);
      variances[j] = report.variance();
    }
    return new BiasAndVariance(deviations, variances);
  }

  /** |bias| over a length, at a place of the horizontal axis. */
  Dot bias(double x, double length) {
    double[] without = new double[GROUPS];
    for (int j = 0; j < GROUPS; j++) {
      without[j] = squaredBias(j);
    }
    double error = QUANTILE * (GROUPS - 1) / Math.sqrt(GROUPS) * deviation(without);
    double square = squaredBias(-1);
    return new Dot(
        x, root(square) / length, root(square - error) / length, root(square + error) / length);
  }

  private static double root(double square) {
    return Math.sqrt(Math.max(0, square));
  }

  /** U without one of the groups. */
  private double squaredBias(int without) {
    double[] sum = new double[deviations.get(0).length];
    double own = 0;
    int groups = 0;
    for (int j = 0; j < GROUPS; j++) {
      if (j != without) {
        groups++;
        for (int i = 0; i < sum.length; i++) {
          double d = deviations.get(j)[i];
          sum[i] += d;
          own += d * d;
        }
      }
    }
    double all = 0;
    for (double s : sum) {
      all += s * s;
    }
    return (all - own) / (groups * (groups - 1.0));
  }

  /** The variance, at a place of the horizontal axis. */
  Dot variance(double x) {
    double mean = mean(variances);
    double error = QUANTILE * deviation(variances) / Math.sqrt(GROUPS);
    return new Dot(x, mean, Math.max(0, mean - error), mean + error);
  }

  private static double mean(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }

  private static double deviation(double[] numbers) {
    double mean = mean(numbers);
    double sum = 0;
    for (double number : numbers) {
      sum += (number - mean) * (number - mean);
    }
    return Math.sqrt(sum / (numbers.length - 1));
  }
}
