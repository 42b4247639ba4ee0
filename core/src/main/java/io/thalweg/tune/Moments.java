package io.thalweg.tune;

/** Mean and variance of some numbers. */
final class Moments {

  private Moments() {}

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The unbiased estimate of the variance of one of the numbers. */
  static double variance(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / (values.length - 1);
  }

  /** The mean of independent numbers with its interval. */
  static Measured measured(double[] values, double confidence) {
    double error = Math.sqrt(variance(values) / values.length);
    return Measured.of(mean(values), error, 0, values.length, confidence);
  }
}
