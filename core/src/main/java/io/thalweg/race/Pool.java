package io.thalweg.race;

import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import java.util.ArrayList;
import java.util.List;

/**
 * The mean of several unbiased estimates of one gradient, each weighted by its inverse variance, to
 * judge another estimate against.
 *
 * <p>A coordinate that did not vary at all counts only if no other varied either, because its draws
 * may have missed what matters. There is no verdict where some in the pool gave nothing but zeros
 * and others, or the estimate itself, did not; nor where those in the pool differ among themselves
 * beyond chance.
 */
final class Pool {

  private final double least;
  private final List<VarianceReport> reports = new ArrayList<>();

  /**
   * Without any estimates.
   *
   * @param least what a standard error is at least, because of rounding
   */
  Pool(double least) {
    this.least = Math.max(least, Double.MIN_NORMAL);
  }

  void add(VarianceReport report) {
    reports.add(report);
  }

  /** The verdict on other estimates, whose standard errors and those of the pool add up. */
  Unbiasedness judge(VarianceReport report, Unbiasedness.Test test) {
    int size = report.mean().length;
    double[] mean = new double[size];
    double[] errors = new double[size];
    for (int i = 0; i < size; i++) {
      Coordinate pooled = pooled(i);
      boolean sound = !someAreBlind(i) || (allAreBlind(i) && isBlind(report, i));
      if (reports.isEmpty() || !sound || !agrees(i, pooled, test)) {
        return test.unjudged(report.draws());
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

  /** Whether each estimate in the pool is as near to their mean as chance explains. */
  private boolean agrees(int i, Coordinate pooled, Unbiasedness.Test test) {
    return reports.stream()
        .filter(report -> report.standardErrors()[i] > least)
        .allMatch(
            report ->
                Math.abs(report.mean()[i] - pooled.mean)
                    <= test.criticalZ() * report.standardErrors()[i]);
  }
}
