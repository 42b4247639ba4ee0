package io.thalweg.check;

/**
 * The mean of several unbiased estimates of one gradient, each coordinate weighted by the inverse
 * of its squared standard error.
 */
final class Pool {

  private final double least;
  private final double[] sums;
  private final double[] weights;
  private boolean empty = true;

  /**
   * Without any estimates.
   *
   * @param least what a standard error is at least, because of rounding
   */
  Pool(int size, double least) {
    this.least = Math.max(least, Double.MIN_NORMAL);
    this.sums = new double[size];
    this.weights = new double[size];
  }

  void add(VarianceReport report) {
    empty = false;
    for (int i = 0; i < sums.length; i++) {
      double error = Math.max(least, report.standardErrors()[i]);
      weights[i] += 1 / error / error;
      sums[i] += report.mean()[i] / error / error;
    }
  }

  boolean isEmpty() {
    return empty;
  }

  /** The verdict on other estimates, whose standard errors and those of the pool add up. */
  Unbiasedness judge(VarianceReport report, Unbiasedness.Test test) {
    double[] mean = new double[sums.length];
    double[] errors = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      mean[i] = sums[i] / weights[i];
      errors[i] = Math.hypot(report.standardErrors()[i], 1 / Math.sqrt(weights[i]));
    }
    return test.judge(report.mean(), errors, mean, report.draws());
  }
}
