package io.thalweg.rl;

import io.thalweg.support.Require;

/**
 * The answer of an environment to an action.
 *
 * @param observation after the action; the next step may write to the same array
 * @param reward for the action
 * @param terminated whether the episode has ended, and not merely been cut off by a limit of time
 */
public record Step(double[] observation, double reward, boolean terminated) {

  /**
   * Checks what an environment answers.
   *
   * @throws IllegalArgumentException if the reward or a number of the observation is not finite
   */
  public Step {
    Require.finite("observation", observation);
    if (!Double.isFinite(reward)) {
      throw new IllegalArgumentException("the reward is %s; it must be finite".formatted(reward));
    }
  }
}
