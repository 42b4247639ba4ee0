package io.thalweg.estimator.regression;

import io.thalweg.MeanField;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Functions of one variable that make its kernel, and their means under a law.
 *
 * <pre>
 *   k(x, y) = sum_d code_d(x) dual_d(y),   E k(x, y) = sum_d E code_d(x) dual_d(y)
 * </pre>
 *
 * <p>The mean of k over x is 0 under a reference law.
 */
interface KernelCode {

  /** The number of functions of a variable. */
  int width();

  /** The mean of k(x, x) under the reference law. */
  double variance();

  /** Writes k between a variable of an event and all past events, for the dual codes of these. */
  void kernel(double[] event, int from, int variable, double[][] duals, double[] k, int count);

  /** Returns the dual codes of all variables of a past event. */
  double[] dual(double[] event);

  /** Computes the means of the codes under a law. */
  CodeMeans means(MeanField law);

  /** Whether a law is near the reference law. */
  boolean suits(MeanField law);

  /** Returns the code whose reference law is this one. */
  KernelCode at(MeanField law);

  /** Writes what {@link #load} needs. */
  void save(DataOutput out) throws IOException;

  /** Reads a code of this kind. */
  KernelCode load(DataInput in) throws IOException;
}
