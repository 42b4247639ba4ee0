package io.thalweg.estimator.regression;

import io.thalweg.MeanField;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Functions of one variable that make its kernel, and their means under a law.
 *
 * <pre>
 *   k(x, y) = sum_d feature_d(x) dual_d(y),   E k(x, y) = sum_d E feature_d(x) dual_d(y)
 * </pre>
 *
 * <p>The mean of k over x is 0 under a reference law.
 */
interface KernelFeatures {

  /** The number of functions of a variable. */
  int width();

  /** The mean of k(x, x) under the reference law, or about that: it only scales a kernel. */
  double variance();

  /**
   * Computes k between a variable of an event and past events.
   *
   * @param duals the dual features of the past events, [variables x width][at least count]
   * @param room for as many numbers
   * @param count the number of past events
   * @return k at the first {@code count} places, in the room or in {@code duals}, to be read only
   */
  double[] kernel(
      double[] event, int from, int variable, double[][] duals, double[] room, int count);

  /**
   * Writes sum_d factor_d row_d.
   *
   * @param at the place of the first factor
   * @param first the place of the first row
   * @param width the number of factors and of rows
   * @param count the number of columns that are summed
   */
  static void sum(
      double[] factors, int at, double[][] rows, int first, int width, double[] sum, int count) {
    Arrays.fill(sum, 0, count, 0);
    for (int d = 0; d < width; d++) {
      double factor = factors[at + d];
      double[] row = rows[first + d];
      for (int t = 0; t < count; t++) {
        sum[t] += factor * row[t];
      }
    }
  }

  /** Returns the dual features of all variables of a past event. */
  double[] dual(double[] event);

  /** Computes the means of the features under a law. */
  FeatureMeans means(MeanField law);

  /** Whether a law is near the reference law. */
  boolean suits(MeanField law);

  /** Returns the features whose reference law is this one. */
  KernelFeatures at(MeanField law);

  /** Writes what {@link #load} needs. */
  void save(DataOutput out) throws IOException;

  /** Reads features of this kind. */
  KernelFeatures load(DataInput in) throws IOException;
}
