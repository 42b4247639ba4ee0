package io.thalweg.rl;

/** A guess at the return from a state on, by the observation of the state. */
@FunctionalInterface
public interface ValueFunction {

  /** The guess that everything is worth nothing. */
  ValueFunction ZERO = (observations, rows) -> new double[rows];

  /**
   * Computes the value of each observation.
   *
   * @param observations [rows x observations]
   * @return [rows]
   */
  double[] at(double[] observations, int rows);
}
