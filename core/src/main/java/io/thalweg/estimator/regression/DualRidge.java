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
   * Appends observations.
   *
   * @param columns the new columns of A, each from the first observation to the new one, with room
   *     for all; are overwritten
   */
  void add(double[][] columns) {
    for (int from = 0; from < columns.length; from += UpperFactor.TOGETHER) {
      int to = Math.min(from + UpperFactor.TOGETHER, columns.length);
      append(Arrays.copyOfRange(columns, from, to));
    }
  }

  private void append(double[][] columns) {
    makeRoom(count + columns.length);
    int before = count;
    double[] squares = new double[columns.length];
    for (int n = 0; n < columns.length; n++) {
      squares[n] = columns[n][before + n];
    }
    UpperFactor.forward(upper, columns, 0, before);
    for (int n = 0; n < columns.length; n++) {
      double[] column = columns[n];
      subtractSolved(column, before, n);
      UpperFactor.forward(upper, new double[][] {column}, before, count);
      for (int k = 0; k < count; k++) {
        upper[k][count] = column[k];
        squares[n] -= column[k] * column[k];
      }
      upper[count][count] = Math.sqrt(squares[n]);
      count++;
    }
  }

  /** Takes the older rows off the right side at the rows that were appended with it. */
  private void subtractSolved(double[] column, int before, int newer) {
    for (int k = 0; k < before && newer > 0; k++) {
      double[] row = upper[k];
      for (int j = before; j < before + newer; j++) {
        column[j] -= column[k] * row[j];
      }
    }
  }

  private void makeRoom(int rows) {
    if (rows > upper.length) {
      int capacity = Math.max(Math.max(FIRST, rows), upper.length + upper.length / 2);
      int old = upper.length;
      upper = Arrays.copyOf(upper, capacity);
      for (int k = 0; k < capacity; k++) {
        upper[k] = k < old ? Arrays.copyOf(upper[k], capacity) : new double[capacity];
      }
    }
  }

  /** Computes alpha; not finite if rounding made A singular. */
  double[] fit(double[] y) {
    double[] alpha = Arrays.copyOf(y, count);
    UpperFactor.forward(upper, new double[][] {alpha}, 0, count);
    UpperFactor.backward(upper, alpha, count);
    return alpha;
  }

  /** Computes the residuals of the newest observations, each left out, the newest first. */
  double[] residualsWithout(double[] alpha, int newest) {
    double[] residuals = new double[newest];
    for (int first = 0; first < newest; first += UpperFactor.TOGETHER) {
      int oldest = count - Math.min(first + UpperFactor.TOGETHER, newest);
      double[][] inverse = new double[count - first - oldest][count];
      for (int n = 0; n < inverse.length; n++) {
        inverse[n][oldest + n] = 1;
      }
      UpperFactor.forward(upper, inverse, oldest, count);
      for (int n = 0; n < inverse.length; n++) {
        double diagonal = 0;
        for (int j = oldest + n; j < count; j++) {
          diagonal += inverse[n][j] * inverse[n][j];
        }
        residuals[count - 1 - oldest - n] = alpha[oldest + n] / diagonal;
      }
    }
    return residuals;
  }
}
