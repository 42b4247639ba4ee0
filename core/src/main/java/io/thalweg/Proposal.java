package io.thalweg;

import java.util.random.RandomGenerator;

/** What events can be drawn from in place of a law: a law, or a mixture of laws. */
public interface Proposal {

  /** The shape of its events. */
  Shape shape();

  /** Number of independent contexts. */
  default int contexts() {
    return shape().contexts();
  }

  /**
   * Draws independent events.
   *
   * @param draws how many for every context, at least 1
   */
  Events sample(int draws, RandomGenerator random);

  /**
   * The logarithm of the density or probability of every event.
   *
   * @return one value for each row of {@code events}
   * @throws IllegalArgumentException if the events are not of this shape
   */
  double[] logProbability(Events events);
}
