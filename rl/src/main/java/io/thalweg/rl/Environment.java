package io.thalweg.rl;

import java.util.random.RandomGenerator;

/**
 * A world in which a policy acts, step after step, for the sum of rewards.
 *
 * <p>A simulator becomes one by three methods. All randomness of an episode comes from the
 * generator of {@link #reset}, which an environment keeps: the same generator and the same actions
 * then give the same episode. A limit on the number of steps is no part of a world; whoever runs
 * episodes sets it, so that an episode that was cut off is never taken for one that ended.
 */
public interface Environment {

  /** States the shape of observations and actions. */
  Space space();

  /**
   * Begins an episode.
   *
   * @param random all randomness of the episode
   * @return the first observation
   */
  double[] reset(RandomGenerator random);

  /**
   * Acts once.
   *
   * @param action of the size that {@link #space} states: the index of a discrete action, or the
   *     numbers of a continuous one
   * @throws IllegalArgumentException if the action is none of the space
   * @throws IllegalStateException if no episode has begun, or it has ended
   */
  Step step(double[] action);
}
