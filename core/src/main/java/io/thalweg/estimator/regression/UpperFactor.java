package io.thalweg.estimator.regression;

/**
 * Loops with the upper factor R of a positive definite matrix A = R' R, four rows at a time, so
 * that the processor waits less for memory.
 */
final class UpperFactor {

  /** The number of right sides that are worth solving together. */
  static final int TOGETHER = 8;

  /** The number of rows that are added together. */
  static final int ROWS = 4;

  private UpperFactor() {}

  /** Adds a multiple of each of four rows to a target, at {@code from} up to {@code to}. */
  static void add(double[] target, double[][] rows, int first, double[] factors, int from, int to) {
    double[] x = rows[first];
    double[] y = rows[first + 1];
    double[] z = rows[first + 2];
    double[] w = rows[first + 3];
    double a = factors[0];
    double b = factors[1];
    double c = factors[2];
    double d = factors[3];
    for (int j = from; j < to; j++) {
      target[j] += a * x[j] + b * y[j] + (c * z[j] + d * w[j]);
    }
  }

  private static void add(double[] target, double[] row, double factor, int from, int to) {
    for (int j = from; j < to; j++) {
      target[j] += factor * row[j];
    }
  }

  /**
   * Factors a matrix in place; not finite where it is not positive definite.
   *
   * @param a upper triangle
   */
  static void factor(double[][] a) {
    int n = a.length;
    double[] factors = new double[ROWS];
    for (int k = 0; k < n; k += ROWS) {
      int end = Math.min(k + ROWS, n);
      for (int i = k; i < end; i++) {
        double root = Math.sqrt(a[i][i]);
        for (int j = i; j < n; j++) {
          a[i][j] /= root;
        }
        for (int later = i + 1; later < end; later++) {
          add(a[later], a[i], -a[i][later], later, n);
        }
      }
      for (int i = end; i < n; i++) {
        for (int row = 0; row < ROWS; row++) {
          factors[row] = -a[k + row][i];
        }
        add(a[i], a, k, factors, i, n);
      }
    }
  }

  /**
   * Solves R' z = right in place, for several right sides that are zero before {@code from}.
   *
   * @param to the number of rows and columns of R that take part
   */
  static void forward(double[][] upper, double[][] rights, int from, int to) {
    double[] factors = new double[ROWS];
    for (int k = from; k < to; k += ROWS) {
      int end = Math.min(k + ROWS, to);
      for (double[] z : rights) {
        for (int i = k; i < end; i++) {
          z[i] /= upper[i][i];
          factors[i - k] = -z[i];
          add(z, upper[i], -z[i], i + 1, end);
        }
        if (end - k == ROWS) {
          add(z, upper, k, factors, end, to);
        }
      }
    }
  }

  /** Solves R z = right in place. */
  static void backward(double[][] upper, double[] z, int to) {
    for (int i = to - 1; i >= 0; i--) {
      double[] row = upper[i];
      double sum = z[i];
      for (int j = i + 1; j < to; j++) {
        sum -= row[j] * z[j];
      }
      z[i] = sum / row[i];
    }
  }
}
