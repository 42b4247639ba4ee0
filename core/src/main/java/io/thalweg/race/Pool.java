package io.thalweg.race;

import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import java.util.ArrayList;
import java.util.List;

/**
 * The mean of several unbiased estimates of one gradient, weighted by their inverse variances;
 * another estimate is compared with it.
 *
 * <p>A coordinate without variance counts only if it has no variance in the other estimates either,
 * because its draws may have missed what matters. There is no verdict if some estimates of the pool
 * were all zeros and others, or the judged one, were not; nor if the estimates of the pool differ
 * beyond chance.
 */
final class Pool {

  private final double least;
  private final List<VarianceReport> reports = new ArrayList<>();

  /**
   * Makes an empty pool.
   *
   * @param least the least standard error, because of rounding
   */
  Pool(double least) {
    this.least = Math.max(least, Double.MIN_NORMAL);
  }

  void add(VarianceReport report) {
    reports.add(report);
  }

  /** Judges other estimates; the squares of their standard errors and of the pool's are added. */
  Unbiasedness judge(VarianceReport report, Unbiasedness.Test test) {
    int size = report.mean().length;
    double[] mean = new double[size];
    double[] errors = new double[size];
    for (int i = 0; i < size; i++) {
      Coordinate pooled = pooled(i);
      boolean sound = !someAreBlind(i) || (allAreBlind(i) && isBlind(report, i));
      if (reports.isEmpty() || !sound || !agrees(i, pooled, test)) {
        return test.unjudged(
            reports.isEmpty()
                ? "there are no other unbiased estimators that need only values of f"
                : sound
                    ? "the other unbiased estimators disagree"
                    : "some of the other unbiased estimators drew nothing but zeros",
            report.draws());
      }
      mean[i] = pooled.mean;
      errors[i] = Math.hypot(report.standardErrors()[i], pooled.error);
    }
    return test.judge(report.mean(), errors, mean, report.draws());
  }

  private record Coordinate(double mean, double error) {}

  private boolean isBlind(VarianceReport report, int i) {
    return report.standardErrors()[i] <= least && Math.abs(report.mean()[i]) <= least;
  }

  private boolean someAreBlind(int i) {
    return reports.stream().anyMatch(report -> isBlind(report, i));
  }

  private boolean allAreBlind(int i) {
    return reports.stream().allMatch(report -> isBlind(report, i));
  }

  private Coordinate pooled(int i) {
    boolean varies = reports.stream().anyMatch(report -> report.standardErrors()[i] > least);
    double sum = 0;
    double weights = 0;
    for (VarianceReport report : reports) {
      double error = report.standardErrors()[i];
      if (error > least || !varies) {
        double weight = varies ? 1 / (error * error) : 1;
        sum += weight * report.mean()[i];
        weights += weight;
      }
    }
    return new Coordinate(sum / weights, varies ? 1 / Math.sqrt(weights) : 0);
  }

  /** Whether each estimate of the pool is within chance of their mean. */
  private boolean agrees(int i, Coordinate pooled, Unbiasedness.Test test) {
    return reports.stream()
        .filter(report -> report.standardErrors()[i] > least)
        .allMatch(
            report ->
                Math.abs(report.mean()[i] - pooled.mean)
                    <= test.criticalZ() * report.standardErrors()[i]);
  }
}
