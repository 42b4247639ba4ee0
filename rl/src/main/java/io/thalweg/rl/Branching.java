package io.thalweg.rl;

import io.thalweg.support.Require;

/**
 * A budget for the branches that an estimator asks for.
 *
 * <p>Two rules keep the estimate without bias. A step is asked for other actions with a constant
 * probability, the share, which is decided before anything of the step is drawn; REINFORCE serves
 * the other steps. Of the steps that ask, so many are answered as the budget of the episode allows;
 * they are drawn evenly, and their weights make up for those left out, see {@link Returns}. The
 * second rule needs an estimator that is linear in f at fixed draws. All that fit episodes are, but
 * optimal_flow.
 *
 * <p>A share below 1 adds little variance if the method has a baseline, which REINFORCE needs. A
 * small budget adds more variance, but needs no baseline.
 *
 * @param most the largest number of branches of an episode
 * @param share the probability that a step is asked for other actions than the one taken
 */
public record Branching(int most, double share) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the budget is negative or the share not of (0, 1]
   */
  public Branching {
    Require.atLeast(0, "the budget of branches", most);
    Require.atMost(1, "the share of steps", Require.positive("the share of steps", share));
  }

  /** Makes a budget of branches for each episode; every step may ask. */
  public static Branching atMost(int branches) {
    return new Branching(branches, 1);
  }

  /** Makes a budget without a limit; every step may ask. */
  public static Branching all() {
    return atMost(Integer.MAX_VALUE);
  }

  /**
   * Makes a budget without a limit for a share of the steps.
   *
   * @param share the probability that a step is asked for other actions
   */
  public static Branching of(double share) {
    return new Branching(Integer.MAX_VALUE, share);
  }

  @Override
  public String toString() {
    String limit = most == Integer.MAX_VALUE ? "no limit" : "at most " + most;
    return share == 1 ? limit : "%s, %s of the steps".formatted(limit, share);
  }
}
