package io.thalweg.estimator.regression;

import java.util.Arrays;

/**
 * Weighted least squares with a penalty on all coefficients but the first, that of the constant.
 *
 * <pre>
 *   w = argmin sum_r weight_r (y_r - w . a_r)^2 + penalty (w_1^2 + w_2^2 + ..)
 *   y_r - its prediction without r = (y_r - w . a_r) / (1 - weight_r a_r . G^-1 a_r)
 *   G = sum_r weight_r a_r a_r' + penalty diag(0, 1, 1, ..)
 * </pre>
 *
 * <p>Cost: n^2 / 2 for each observation of n features, n^3 / 6 for a fit, n^2 / 2 for a residual.
 *
 * <p>Source: Hoerl &amp; Kennard (1970), Technometrics 12, 55-67; Allen (1974), Technometrics 16,
 * 125-127, for the residuals.
 */
final class Ridge {

  private static final double LEAST_FREEDOM = 1e-9;

  // Upper triangle.
  private final double[][] gram;
  private final double[] moments;
  // Observations that wait until there are enough to be added together.
  private final double[][] waiting;
  private final double[] weights = new double[UpperFactor.ROWS];
  private int count;

  /** Makes a regression on a number of features; the first is always 1. */
  Ridge(int features) {
    gram = new double[features][features];
    moments = new double[features];
    waiting = new double[UpperFactor.ROWS][features];
  }

  /** Adds an observation. */
  void add(double[] features, double y, double weight) {
    System.arraycopy(features, 0, waiting[count], 0, moments.length);
    weights[count] = weight;
    for (int i = 0; i < moments.length; i++) {
      moments[i] += weight * y * features[i];
    }
    if (++count == UpperFactor.ROWS) {
      addWaiting();
    }
  }

  private void addWaiting() {
    double[] factors = new double[UpperFactor.ROWS];
    for (int i = 0; i < moments.length; i++) {
      for (int n = 0; n < UpperFactor.ROWS; n++) {
        factors[n] = weights[n] * waiting[n][i];
      }
      UpperFactor.add(gram[i], waiting, 0, factors, i, moments.length);
    }
    count = 0;
    Arrays.fill(weights, 0);
  }

  /** Fits the first features only. */
  Fit fit(int features, double penalty) {
    if (count > 0) {
      addWaiting();
    }
    double[][] upper = new double[features][];
    for (int i = 0; i < features; i++) {
      upper[i] = Arrays.copyOf(gram[i], features);
      upper[i][i] += i == 0 ? 0 : penalty;
    }
    UpperFactor.factor(upper);
    return new Fit(upper, moments);
  }

  /** A fit. */
  static final class Fit {

    private final double[][] upper;
    private final double[] coefficients;

    private Fit(double[][] upper, double[] moments) {
      this.upper = upper;
      coefficients = Arrays.copyOf(moments, upper.length);
      UpperFactor.forward(upper, new double[][] {coefficients}, 0, upper.length);
      UpperFactor.backward(upper, coefficients, upper.length);
    }

    /** The coefficients w. */
    double[] coefficients() {
      return coefficients;
    }

    /** The residual of an observation. */
    double residual(double[] features, double y) {
      double residual = y;
      for (int i = 0; i < coefficients.length; i++) {
        residual -= coefficients[i] * features[i];
      }
      return residual;
    }

    /**
     * The shares of added observations that the fit of the others does not determine. The residual
     * of an observation, divided by its share, is the one that it would have if it were left out.
     *
     * @param features at least as many as were fitted, for each observation
     */
    double[] freedoms(double[][] features, double[] weights) {
      double[] freedoms = new double[weights.length];
      for (int from = 0; from < weights.length; from += UpperFactor.TOGETHER) {
        int to = Math.min(from + UpperFactor.TOGETHER, weights.length);
        double[][] rights = new double[to - from][];
        for (int n = from; n < to; n++) {
          rights[n - from] = Arrays.copyOf(features[n], upper.length);
        }
        UpperFactor.forward(upper, rights, 0, upper.length);
        for (int n = from; n < to; n++) {
          double square = 0;
          for (double z : rights[n - from]) {
            square += z * z;
          }
          freedoms[n] = Math.max(1 - weights[n] * square, LEAST_FREEDOM);
        }
      }
      return freedoms;
    }
  }
}
