package io.thalweg.estimator.regression;

import java.util.Arrays;

/**
 * Kernel ridge regression in its dual form, to which observations are appended.
 *
 * <pre>
 *   alpha = A^-1 y,   A_tt' = kernel(x_t, x_t') + (t = t') penalty / weight_t
 *   c(x) = sum_t alpha_t kernel(x, x_t)
 *   y_t - its prediction without t = alpha_t / (A^-1)_tt
 * </pre>
 *
 * <p>The factor R of A = R' R, upper and triangular, grows by a column with each observation. The
 * diagonal of the inverse at the newest observations needs the last block of R only.
 *
 * <p>Cost: n^2 / 2 for each observation after n, n^2 for a fit, m^3 / 6 for the m newest residuals.
 *
 * <p>Source: Saunders, Gammerman &amp; Vovk (1998), ICML, "Ridge regression learning algorithm in
 * dual variables".
 */
final class DualRidge {

  private static final int FIRST = 64;

  private double[][] upper = new double[0][];
  private int count;

  /** The number of observations. */
  int count() {
    return count;
  }

  /**
   * Appends an observation.
   *
   * @param column the new column of A, from the first observation to the new one; is overwritten
   */
  void add(double[] column) {
    if (count == upper.length) {
      int capacity = Math.max(FIRST, count + count / 2);
      upper = Arrays.copyOf(upper, capacity);
      for (int k = 0; k < count; k++) {
        upper[k] = Arrays.copyOf(upper[k], capacity);
      }
    }
    upper[count] = new double[upper.length];
    double square = column[count];
    forward(column, 0, count);
    for (int k = 0; k < count; k++) {
      upper[k][count] = column[k];
      square -= column[k] * column[k];
    }
    upper[count][count] = Math.sqrt(square);
    count++;
  }

  /** Solves R' z = right in place, where right is zero before {@code from}. */
  private void forward(double[] right, int from, int to) {
    for (int k = from; k < to; k++) {
      double[] row = upper[k];
      double value = right[k] / row[k];
      right[k] = value;
      for (int j = k + 1; j < to; j++) {
        right[j] -= value * row[j];
      }
    }
  }

  /** Computes alpha; not finite if rounding made A singular. */
  double[] fit(double[] y) {
    double[] alpha = Arrays.copyOf(y, count);
    forward(alpha, 0, count);
    for (int i = count - 1; i >= 0; i--) {
      double[] row = upper[i];
      double sum = alpha[i];
      for (int j = i + 1; j < count; j++) {
        sum -= row[j] * alpha[j];
      }
      alpha[i] = sum / row[i];
    }
    return alpha;
  }

  /** Computes the residuals of the newest observations, each left out, the newest first. */
  double[] residualsWithout(double[] alpha, int newest) {
    double[] residuals = new double[newest];
    for (int age = 0; age < newest; age++) {
      int at = count - 1 - age;
      double[] z = new double[count];
      z[at] = 1;
      forward(z, at, count);
      double inverse = 0;
      for (int j = at; j < count; j++) {
        inverse += z[j] * z[j];
      }
      residuals[age] = alpha[at] / inverse;
    }
    return residuals;
  }
}
