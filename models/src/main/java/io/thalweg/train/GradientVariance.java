package io.thalweg.train;

import java.util.Arrays;

/** The variance of gradients in each coordinate (Welford's method). */
public final class GradientVariance {

  private double[] mean = {};
  private double[] squares = {};
  private int draws;

  /** Makes one of no gradients yet. */
  public GradientVariance() {}

  /** Takes one more gradient into account; all have the same number of coordinates. */
  public void add(double[] gradient) {
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
  public double sum() {
    return Arrays.stream(squares).sum() / (draws - 1);
  }

  /** Returns the mean of the standard deviations; there must be two gradients or more. */
  public double meanDeviation() {
    return Arrays.stream(squares).map(square -> Math.sqrt(square / (draws - 1))).sum()
        / squares.length;
  }
}
