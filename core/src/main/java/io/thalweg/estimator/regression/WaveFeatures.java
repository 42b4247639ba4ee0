package io.thalweg.estimator.regression;

import java.util.Arrays;

/**
 * The features of a fit by waves: 1, the codes u, and for each direction d the waves of z = d . u.
 *
 * <pre>
 *   cos(k z) / k^2 and sin(k z) / k^2 in turn,   k = 1 .. 16
 * </pre>
 *
 * @param linear the number of codes
 * @param waved the places of those along which waves run
 */
record WaveFeatures(int linear, int[] waved) {

  private static final int WAVES = 16;

  /** The number of features of some directions. */
  int count(int directions) {
    return 1 + linear + 2 * WAVES * directions;
  }

  /** The number of features of some directions and of the slopes in them. */
  int countWithSlopes(int directions) {
    return count(directions) + waved.length * directions;
  }

  /** The scale of wave k + 1: short waves are small, so that the penalty is one of curvature. */
  private static double scale(int k) {
    return 1.0 / ((k + 1) * (k + 1));
  }

  /** Computes the features of an event with the codes u. */
  double[] of(double[] u, double[][] directions) {
    return of(u, directions, count(directions.length));
  }

  private double[] of(double[] u, double[][] directions, int length) {
    double[] features = new double[length];
    features[0] = 1;
    System.arraycopy(u, 0, features, 1, linear);
    double[] cos = new double[WAVES];
    double[] sin = new double[WAVES];
    int at = 1 + linear;
    for (double[] direction : directions) {
      WaveExpansion.harmonics(WaveExpansion.dot(direction, u), cos, sin);
      for (int k = 0; k < WAVES; k++) {
        features[at++] = cos[k] * scale(k);
        features[at++] = sin[k] * scale(k);
      }
    }
    return features;
  }

  /** Computes the features, and the slope of the surrogate in each direction. */
  double[] withSlopes(double[] u, WaveExpansion waves) {
    int directions = waves.directions().length;
    double[] features = of(u, waves.directions(), countWithSlopes(directions));
    int wave = 1 + linear;
    int at = count(directions);
    for (int j = 0; j < directions; j++) {
      double slope = 0;
      for (int k = 0; k < WAVES; k++) {
        double cos = features[wave++] / scale(k);
        double sin = features[wave++] / scale(k);
        slope += (k + 1) * (waves.odd()[j][k] * cos - waves.even()[j][k] * sin);
      }
      for (int i : waved) {
        features[at++] = slope * u[i];
      }
    }
    return features;
  }

  /** Makes the surrogate of fitted coefficients. */
  WaveExpansion surrogate(Observations seen, double[][] directions, double[] coefficients) {
    double[][] even = new double[directions.length][WAVES];
    double[][] odd = new double[directions.length][WAVES];
    int at = 1 + linear;
    for (int j = 0; j < directions.length; j++) {
      for (int k = 0; k < WAVES; k++) {
        even[j][k] = coefficients[at++] * scale(k);
        odd[j][k] = coefficients[at++] * scale(k);
      }
    }
    double[] effects = Arrays.copyOfRange(coefficients, 1, 1 + linear);
    double constant = seen.mean() + coefficients[0];
    return new WaveExpansion(seen.code(), seen.centre(), constant, effects, directions, even, odd);
  }
}
