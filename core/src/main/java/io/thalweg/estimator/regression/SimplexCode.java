package io.thalweg.estimator.regression;

import io.thalweg.Factorized;
import io.thalweg.MeanField;
import java.io.DataInput;
import java.io.DataOutput;

/**
 * A code of the values of finite variables as the corners of a regular simplex, which treats all
 * values alike.
 *
 * <pre>
 *   code(k) in R^(values - 1),   sum_k code(k) = 0,   |code(k)| = 1
 * </pre>
 *
 * <p>The two values of a bit are -1 and 1. An event is coded by the codes of its variables, one
 * after the other.
 */
final class SimplexCode implements FeatureMap {

  private final double[][] corners;
  private final int width;

  /** Makes a code for a number of values, at least 2. */
  SimplexCode(int values) {
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

  /** The number of values of a variable. */
  int values() {
    return corners.length;
  }

  @Override
  public int width() {
    return width;
  }

  /** A number of the code of a value. */
  double of(int value, int number) {
    return corners[value][number];
  }

  @Override
  public int waved() {
    return width;
  }

  @Override
  public void encode(double[] event, int from, double[] centre, double[] u) {
    for (int i = 0; i < u.length; i++) {
      u[i] = corners[(int) event[from + i / width]][i % width] - centre[i];
    }
  }

  @Override
  public WaveMeans means(MeanField law) {
    return new FiniteMeans(this, (Factorized) law);
  }

  @Override
  public SimplexCode at(MeanField law) {
    return this;
  }

  @Override
  public void save(DataOutput out) {
    // Nothing but the number of values, which a law tells.
  }

  @Override
  public SimplexCode load(DataInput in) {
    return this;
  }
}
