package io.thalweg.estimator.score;

/** Arithmetic with the weights of events. */
final class Weights {

  private Weights() {}

  /** Multiplies the values of f with the weights, one for each event. */
  static double[] times(double[] weights, double[] f) {
    double[] weighted = new double[weights.length];
    for (int row = 0; row < weighted.length; row++) {
      weighted[row] = weights[row] * f[row];
    }
    return weighted;
  }
}
