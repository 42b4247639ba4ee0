package io.thalweg.rl;

import java.util.random.RandomGenerator;

/** A way to choose an action after an observation. */
@FunctionalInterface
public interface Actor {

  /**
   * Chooses an action.
   *
   * @param random of which a policy draws; an actor may leave it alone
   * @return an action of the environment's {@link Space}
   */
  double[] act(double[] observation, RandomGenerator random);
}
