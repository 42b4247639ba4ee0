package io.thalweg.estimator.regression;

import io.thalweg.MeanField;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Features of each variable of an event, as many for each, whose means under a law are known.
 *
 * <p>A function that is a sum of products of features of different variables has its mean at the
 * mean features. A code of a variable is all its features.
 */
interface FeatureMap {

  /** The number of features of a variable. */
  int width();

  /** The number of the first features of a variable along which waves of known mean may run. */
  int waved();

  /** Writes the features of an event, minus the centre, into {@code u}. */
  void encode(double[] event, int from, double[] centre, double[] u);

  /** Computes the means of features and of waves under a law. */
  WaveMeans means(MeanField law);

  /** Returns the features that suits a law best. */
  FeatureMap at(MeanField law);

  /** Writes what {@link #load} needs. */
  void save(DataOutput out) throws IOException;

  /** Reads features of this kind. */
  FeatureMap load(DataInput in) throws IOException;
}
