package io.thalweg.rl;

import java.util.random.RandomGenerator;

/**
 * An environment that can be copied in the middle of an episode, so that other actions can be tried
 * from there. Others are replayed from the seed of the episode, which takes longer.
 */
public interface Copyable extends Environment {

  /**
   * Returns an environment in the same state that shares nothing with this one.
   *
   * @param random all randomness of the copy from here on
   */
  Copyable copy(RandomGenerator random);
}
