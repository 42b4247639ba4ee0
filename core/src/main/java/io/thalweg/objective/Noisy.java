package io.thalweg.objective;

import java.util.random.RandomGenerator;

/**
 * A function of an event that draws random numbers of its own, such as a simulator.
 *
 * <p>All randomness must come from the generator: then a run repeats, and the events of one
 * question can be compared under the same noise.
 */
@FunctionalInterface
public interface Noisy {

  /**
   * Computes the value at one event, which must be finite.
   *
   * @param event the callee may keep the array
   * @param noise a generator that begins anew for each call
   */
  double value(double[] event, RandomGenerator noise);
}
