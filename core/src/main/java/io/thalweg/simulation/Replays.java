package io.thalweg.simulation;

import java.util.List;

/** A way to estimate the gradient in the parameters of one input by runs that are made again. */
interface Replays {

  /**
   * Estimates the gradient of the mean totals of some outputs: [outputs][parameters of the input].
   */
  double[][] gradients(Parameters at, int input, List<Run> batch, List<String> outputs);

  /** The number of runs that were made again. */
  long runs();
}
