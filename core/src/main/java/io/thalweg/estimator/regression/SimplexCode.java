package io.thalweg.estimator.regression;

/**
 * The values of finite variables as the corners of a regular simplex, so that none is preferred.
 *
 * <pre>
 *   code(k) in R^(values - 1),   sum_k code(k) = 0,   |code(k)| = 1
 * </pre>
 *
 * <p>The two values of a bit are -1 and 1. An event is the codes of its variables, one behind the
 * other.
 */
public final class SimplexCode {

  private final double[][] corners;
  private final int width;

  /** Of so many values, at least 2. */
  public SimplexCode(int values) {
    width = values - 1;
    corners = new double[values][width];
    for (int d = 0; d < width; d++) {
      double left = 1;
      for (int e = 0; e < d; e++) {
        left -= corners[d][e] * corners[d][e];
      }
      // The corners behind this one balance it.
      corners[d][d] = -Math.sqrt(left);
      for (int k = d + 1; k < values; k++) {
        corners[k][d] = Math.sqrt(left) / (width - d);
      }
    }
  }

  /** How many values a variable has. */
  public int values() {
    return corners.length;
  }

  /** How many numbers code a variable. */
  public int width() {
    return width;
  }

  /** One number of the code of a value. */
  public double of(int value, int number) {
    return corners[value][number];
  }

  /** The codes of an event less the centre, into {@code u}. */
  public void encode(double[] event, int from, double[] centre, double[] u) {
    for (int i = 0; i < u.length; i++) {
      u[i] = corners[(int) event[from + i / width]][i % width] - centre[i];
    }
  }

  /** The mean codes of independent variables less the centre, into {@code u}. */
  public void mean(double[] marginals, int from, double[] centre, double[] u) {
    for (int i = 0; i < u.length; i++) {
      u[i] = -centre[i];
      for (int k = 0; k <= width; k++) {
        u[i] += marginals[from + i / width * (width + 1) + k] * corners[k][i % width];
      }
    }
  }
}
