package io.thalweg.estimator.regression;

import io.thalweg.Events;
import java.io.DataOutput;
import java.io.IOException;

/** A function c of independent finite variables whose mean is known under all of their laws. */
interface KnownMean {

  /** Computes c at every event. */
  double[] values(Events events);

  /**
   * Computes the slopes of the mean of c in the marginal probabilities.
   *
   * @param marginals [contexts x variables x values]
   * @return of the shape of the marginals
   */
  double[] slopes(double[] marginals);

  /** Writes all numbers that make c. */
  void save(DataOutput out) throws IOException;
}
