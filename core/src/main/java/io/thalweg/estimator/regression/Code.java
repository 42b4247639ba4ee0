package io.thalweg.estimator.regression;

import io.thalweg.MeanField;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Numbers that code the variables of an event, as many for each, whose means under a law are known.
 *
 * <p>A function that is a sum of products of numbers of different variables has its mean at the
 * mean numbers.
 */
interface Code {

  /** The number of numbers that code a variable. */
  int width();

  /** The number of the first numbers of a variable along which waves of known mean may run. */
  int waved();

  /** Writes the codes of an event, minus the centre, into {@code u}. */
  void encode(double[] event, int from, double[] centre, double[] u);

  /** Computes the means of codes and of waves under a law. */
  WaveMeans means(MeanField law);

  /** Returns the code that suits a law best. */
  Code at(MeanField law);

  /** Writes what {@link #load} needs. */
  void save(DataOutput out) throws IOException;

  /** Reads a code of this kind. */
  Code load(DataInput in) throws IOException;
}
