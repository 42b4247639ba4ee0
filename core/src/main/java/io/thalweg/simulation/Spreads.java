package io.thalweg.simulation;

import java.util.Arrays;
import java.util.List;

/** Means of independent estimates and their covariance. */
final class Spreads {

  private Spreads() {}

  /** The answer of independent estimates of equal weight, each a value and its gradient. */
  static Answer answer(String output, List<double[]> estimates) {
    double[] mean = mean(estimates);
    double[] gradient = Arrays.copyOfRange(mean, 1, mean.length);
    double[][] covariance = covariance(estimates, mean);
    double[] skewness = skewness(estimates, mean);
    return new Answer(output, mean[0], gradient, covariance, skewness, estimates.size());
  }

  /** The skewness of each coordinate, 0 for one that does not vary. */
  static double[] skewness(List<double[]> vectors, double[] mean) {
    int n = vectors.size();
    double unbiased = n > 2 ? Math.sqrt(n * (n - 1.0)) / (n - 2) : 0;
    double[] skewness = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double squares = 0;
      double cubes = 0;
      for (double[] vector : vectors) {
        double above = vector[i] - mean[i];
        squares += above * above / n;
        cubes += above * above * above / n;
      }
      skewness[i] = squares == 0 ? 0 : unbiased * cubes / Math.pow(squares, 1.5);
    }
    return skewness;
  }

  /** The mean of vectors. */
  private static double[] mean(List<double[]> vectors) {
    double[] mean = new double[vectors.get(0).length];
    for (double[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / vectors.size();
      }
    }
    return mean;
  }

  /** The covariance of the mean of independent vectors. */
  private static double[][] covariance(List<double[]> vectors, double[] mean) {
    int n = vectors.size();
    double[][] covariance = new double[mean.length][mean.length];
    double scale = n > 1 ? 1.0 / n / (n - 1) : Double.POSITIVE_INFINITY;
    for (double[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += (vector[i] - mean[i]) * (vector[j] - mean[j]);
        }
      }
    }
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = n > 1 ? covariance[i][j] * scale : scale;
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }
}
