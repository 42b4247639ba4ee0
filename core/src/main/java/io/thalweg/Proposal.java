package io.thalweg;

import java.util.random.RandomGenerator;

/** A source of random events with a known density: a law, or a mixture of laws. */
public interface Proposal {

  /** The shape of the events. */
  Shape shape();

  /** The number of independent contexts. */
  default int contexts() {
    return shape().contexts();
  }

  /**
   * Draws independent events.
   *
   * @param draws the number of events for every context, at least 1
   */
  Events sample(int draws, RandomGenerator random);

  /**
   * Computes the logarithm of the density or probability of every event.
   *
   * @return one value for each row of {@code events}
   * @throws IllegalArgumentException if the events are not of this shape
   */
  double[] logProbability(Events events);
}
