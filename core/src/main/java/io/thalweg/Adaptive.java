package io.thalweg;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Something that learns from past estimates: a baseline, a temperature, a surrogate.
 *
 * <p>Learning is always a call of its own. Between two calls an adaptive estimator is a fixed
 * estimator, and unbiased at any state that it can reach.
 */
public interface Adaptive {

  /**
   * Learns from an estimate that was drawn before, as the estimator was then.
   *
   * <p>A surrogate on libtorch keeps no copy of what it was: it must learn from an estimate before
   * it learns from the next.
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
