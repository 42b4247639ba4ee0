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
    return new Answer(output, mean[0], gradient, covariance(estimates, mean), estimates.size());
  }

  /** The mean of vectors. */
  static double[] mean(List<double[]> vectors) {
    double[] mean = new double[vectors.get(0).length];
    for (double[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / vectors.size();
      }
    }
    return mean;
  }

  /** The covariance of the mean of independent vectors. */
  static double[][] covariance(List<double[]> vectors, double[] mean) {
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
