package io.thalweg.tune;

import java.util.Arrays;

/**
 * The triangular factor of a symmetric positive matrix, A = R' R, which grows by a row and a column
 * at a time.
 *
 * <p>Cost: n^2 / 2 for each row after n, n^2 for a solution.
 */
final class GrowingFactor {

  private static final int FIRST = 64;

  private double[][] upper = new double[0][];
  private int size;
  private double logDeterminant;

  /** The number of rows. */
  int size() {
    return size;
  }

  /** The logarithm of the determinant of A; not finite where rounding made A singular. */
  double logDeterminant() {
    return logDeterminant;
  }

  /**
   * Appends a row.
   *
   * @param column the new column of A, from the first row to the new one; is overwritten
   */
  void add(double[] column) {
    if (size == upper.length) {
      int capacity = Math.max(FIRST, size + size / 2);
      upper = Arrays.copyOf(upper, capacity);
      for (int k = 0; k < size; k++) {
        upper[k] = Arrays.copyOf(upper[k], capacity);
      }
    }
    upper[size] = new double[upper.length];
    double square = left(column);
    for (int k = 0; k < size; k++) {
      upper[k][size] = column[k];
    }
    upper[size][size] = Math.sqrt(square);
    logDeterminant += Math.log(square);
    size++;
  }

  /** Solves R' z = right in place, in the first rows; goes on as far as the array is long. */
  private void forward(double[] right, int rows) {
    for (int k = 0; k < rows; k++) {
      double[] row = upper[k];
      double value = right[k] / row[k];
      right[k] = value;
      for (int j = k + 1; j < rows; j++) {
        right[j] -= value * row[j];
      }
    }
  }

  /**
   * Computes the diagonal element of a further row less what the others explain of it.
   *
   * @param column the new column of A, from the first row to the new one; is overwritten
   */
  double left(double[] column) {
    forward(column, size);
    double left = column[size];
    for (int k = 0; k < size; k++) {
      left -= column[k] * column[k];
    }
    return left;
  }

  /** Solves A x = right. */
  double[] solve(double[] right) {
    double[] x = Arrays.copyOf(right, size);
    forward(x, size);
    for (int i = size - 1; i >= 0; i--) {
      double[] row = upper[i];
      double sum = x[i];
      for (int j = i + 1; j < size; j++) {
        sum -= row[j] * x[j];
      }
      x[i] = sum / row[i];
    }
    return x;
  }
}
