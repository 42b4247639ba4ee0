package io.thalweg.estimator.regression;

import io.thalweg.Events;
import io.thalweg.MeanField;
import java.io.DataOutput;
import java.io.IOException;

/** A function c of independent variables whose mean is known under all of their laws. */
interface KnownMean {

  /**
   * Computes c at every event.
   *
   * @param events the coordinates of the variables
   */
  double[] values(Events events);

  /**
   * Adds the gradient in theta of the mean of c in each context.
   *
   * @param gradient [contexts x dimension]
   */
  void addMeanGradient(MeanField law, double[] gradient);

  /** Writes all numbers that make c. */
  void save(DataOutput out) throws IOException;
}
