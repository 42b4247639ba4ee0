package io.thalweg.vae;

import java.util.Arrays;

/** The variance of gradients, summed over all coordinates (Welford's method). */
final class GradientVariance {

  private double[] mean = {};
  private double[] squares = {};
  private int draws;

  void add(double[] gradient) {
    if (draws == 0) {
      mean = new double[gradient.length];
      squares = new double[gradient.length];
    }
    draws++;
    for (int i = 0; i < gradient.length; i++) {
      double above = gradient[i] - mean[i];
      mean[i] += above / draws;
      squares[i] += above * (gradient[i] - mean[i]);
    }
  }

  /** Returns the sum of the variances; there must be two gradients or more. */
  double sum() {
    return Arrays.stream(squares).sum() / (draws - 1);
  }
}
