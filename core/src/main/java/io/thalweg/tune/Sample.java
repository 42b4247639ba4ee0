package io.thalweg.tune;

/** The mean, the variance and the skewness of independent numbers. */
final class Sample {

  private Sample() {}

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The unbiased estimate of the variance of one of the numbers. */
  static double variance(double[] values) {
    return central(values, 2) / (values.length - 1);
  }

  /** The skewness of one of the numbers; 0 where they are all the same or fewer than three. */
  static double skewness(double[] values) {
    int n = values.length;
    double squares = central(values, 2) / n;
    if (n < 3 || squares == 0) {
      return 0;
    }
    double unbiased = Math.sqrt(n * (n - 1.0)) / (n - 2);
    return unbiased * central(values, 3) / n / Math.pow(squares, 1.5);
  }

  /** The sum of a power of the distances from the mean. */
  private static double central(double[] values, int power) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      double distance = value - mean;
      sum += power == 2 ? distance * distance : distance * distance * distance;
    }
    return sum;
  }

  /** The mean of the numbers with its interval, which is wider where they are skewed. */
  static Measured measured(double[] values, double confidence) {
    double error = Math.sqrt(variance(values) / values.length);
    return Measured.of(mean(values), error, skewness(values), values.length, confidence);
  }
}
