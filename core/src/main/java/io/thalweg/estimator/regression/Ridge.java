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

  /** Makes a regression on a number of features; the first is always 1. */
  Ridge(int features) {
    gram = new double[features][features];
    moments = new double[features];
  }

  /** Adds an observation. */
  void add(double[] features, double y, double weight) {
    for (int i = 0; i < moments.length; i++) {
      double factor = weight * features[i];
      double[] row = gram[i];
      for (int j = i; j < row.length; j++) {
        row[j] += factor * features[j];
      }
      moments[i] += factor * y;
    }
  }

  /** Fits the first features only. */
  Fit fit(int features, double penalty) {
    return new Fit(factor(features, penalty), moments);
  }

  /** The upper factor R of G = R' R, after Cholesky. */
  private double[][] factor(int features, double penalty) {
    double[][] upper = new double[features][];
    for (int i = 0; i < features; i++) {
      upper[i] = Arrays.copyOf(gram[i], features);
      upper[i][i] += i == 0 ? 0 : penalty;
    }
    for (int k = 0; k < features; k++) {
      double[] pivot = upper[k];
      double root = Math.sqrt(pivot[k]);
      for (int j = k; j < features; j++) {
        pivot[j] /= root;
      }
      for (int i = k + 1; i < features; i++) {
        double factor = pivot[i];
        double[] row = upper[i];
        for (int j = i; j < features; j++) {
          row[j] -= factor * pivot[j];
        }
      }
    }
    return upper;
  }

  /** A fit. */
  static final class Fit {

    private final double[][] upper;
    private final double[] coefficients;

    private Fit(double[][] upper, double[] moments) {
      this.upper = upper;
      coefficients = forward(moments);
      for (int i = upper.length - 1; i >= 0; i--) {
        for (int j = i + 1; j < upper.length; j++) {
          coefficients[i] -= upper[i][j] * coefficients[j];
        }
        coefficients[i] /= upper[i][i];
      }
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

    /** The residual that an added observation would have if it were left out of the fit. */
    double residualWithout(double[] features, double y, double weight) {
      return residual(features, y) / freedom(features, weight);
    }

    /** The share of an added observation that the fit of the others does not determine. */
    double freedom(double[] features, double weight) {
      double freedom = 1;
      for (double z : forward(features)) {
        freedom -= weight * z * z;
      }
      return Math.max(freedom, LEAST_FREEDOM);
    }

    /** Solves R' z = right. */
    private double[] forward(double[] right) {
      double[] z = Arrays.copyOf(right, upper.length);
      for (int k = 0; k < z.length; k++) {
        double[] row = upper[k];
        double value = z[k] / row[k];
        z[k] = value;
        for (int j = k + 1; j < z.length; j++) {
          z[j] -= value * row[j];
        }
      }
      return z;
    }
  }
}
