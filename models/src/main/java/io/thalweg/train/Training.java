package io.thalweg.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A model, its data and its estimator, as a {@link Run} sees them.
 *
 * <p>All randomness is derived from the seed of the run and the number of the step, and measuring
 * changes nothing that a step reads. So a run that was interrupted ends with the same bits as one
 * that was not, however often it was measured.
 *
 * <p>A step is one change of the parameters. A training that counts in other units as well, such as
 * episodes, keeps them in its state and gives them as a measurement.
 */
public interface Training {

  /**
   * Everything besides the seed that decides what is trained, by name: data, sizes, rates. A run
   * goes on from a checkpoint only if all of them are equal.
   */
  Map<String, String> settings();

  /**
   * Changes the parameters once.
   *
   * @param step how many steps were made before
   */
  void step(int step);

  /**
   * Sets the listener of the warm-up, the part of the first step in which no parameter of the model
   * changes. It is told in a few words how far the warm-up is. Most trainings have none.
   */
  default void watchWarmUp(Consumer<String> listener) {}

  /**
   * Measures the model as it is.
   *
   * @param step how many steps were made
   * @return numbers by name; the names and their order are the same at every step
   */
  Map<String, Double> measure(int step);

  /** Writes all that steps have changed: parameters, moments, what an estimator learned. */
  void save(DataOutput out) throws IOException;

  /**
   * Reads what {@link #save} wrote under equal settings.
   *
   * @throws IOException if it is of another size
   */
  void load(DataInput in) throws IOException;
}
