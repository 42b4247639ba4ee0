package io.thalweg.rl;

import io.thalweg.support.Require;

/**
 * A budget for the branches that an estimator asks for.
 *
 * <p>Two rules keep the estimate without bias. A step is asked for other actions with a constant
 * probability, the share, which is decided before anything of the step is drawn; REINFORCE serves
 * the other steps. And of the steps that ask, at most so many are answered that their branches fit
 * into the budget of the episode; they are drawn evenly and weigh more for it, see {@link Returns}.
 * The second rule needs an estimator that is linear in f at fixed draws. All that fit episodes are,
 * but optimal_flow. A share below 1 adds little variance where a baseline serves REINFORCE; a small
 * budget adds more, but needs no baseline.
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

  /** Makes a budget for all steps. */
  public static Branching atMost(int branches) {
    return new Branching(branches, 1);
  }

  /** Makes a budget without a limit. */
  public static Branching all() {
    return atMost(Integer.MAX_VALUE);
  }

  /** Makes a budget that asks a share of the steps, as often as they like. */
  public static Branching of(double share) {
    return new Branching(Integer.MAX_VALUE, share);
  }

  @Override
  public String toString() {
    String limit = most == Integer.MAX_VALUE ? "no limit" : "at most " + most;
    return share == 1 ? limit : "%s, %s of the steps".formatted(limit, share);
  }
}
