package io.thalweg;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A part that learns from past estimates, such as a baseline, a temperature or a surrogate.
 *
 * <p>Learning is a call of its own and never happens during an estimate. Between two such calls an
 * adaptive estimator is a fixed estimator, which is unbiased in every state that it can reach.
 */
public interface Adaptive {

  /**
   * Learns from an estimate that was drawn earlier, in the state in which it was drawn.
   *
   * <p>An implementation may require that it learns from each estimate before the next one is
   * drawn.
   *
   * @throws IllegalArgumentException if the estimate was drawn by an estimator of another kind
   */
  void learn(Estimate past);

  /** Writes everything that was learned, so that an interrupted training can go on. */
  void save(DataOutput out) throws IOException;

  /**
   * Reads what {@link #save} of the same kind and size wrote.
   *
   * @throws IOException if it is of another size
   */
  void load(DataInput in) throws IOException;
}
