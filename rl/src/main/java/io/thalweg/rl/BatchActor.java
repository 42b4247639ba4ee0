package io.thalweg.rl;

import java.util.random.RandomGenerator;

/** A way to choose an action for each of many observations. */
@FunctionalInterface
public interface BatchActor {

  /**
   * Chooses actions.
   *
   * @param observations [rows x observations]; to be read, not written
   * @param random the generator of a policy that draws; an actor may leave it alone
   * @return [rows x action size]
   */
  double[] act(double[] observations, int rows, RandomGenerator random);
}
