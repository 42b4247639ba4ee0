package io.thalweg.rl;

import java.util.random.RandomGenerator;

/** A way to choose an action after an observation. */
@FunctionalInterface
public interface Actor {

  /**
   * Chooses an action.
   *
   * @param observation of the length that the environment's {@link Space} states; to be read, not
   *     written
   * @param random the generator of a policy that draws; an actor may leave it alone
   * @return an action of the environment's {@link Space}
   */
  double[] act(double[] observation, RandomGenerator random);
}
