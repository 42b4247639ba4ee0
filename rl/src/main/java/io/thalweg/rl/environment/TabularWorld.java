package io.thalweg.rl.environment;

import io.thalweg.rl.Copyable;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A world of few states and actions, of which all probabilities are known.
 *
 * <pre>
 *   P(s' | s, a) = next[s][a][s'],   P(end | s, a) = 1 - sum over s' of next[s][a][s']
 *   reward = rewards[s][a], and last[s] on top of it in the step that ends the episode
 * </pre>
 *
 * <p>Observation: 1 at the state and 0 elsewhere; after the end, the state that was left. So a
 * linear policy is a table, and everything about it can be computed by dynamic programming.
 */
public final class TabularWorld implements Copyable {

  private static final double ROUNDING = 1e-9;

  private final double[] start;
  private final double[][][] next;
  private final double[][] rewards;
  private final double[] last;
  private final Space space;
  private int state;
  // Null where there is no episode.
  private @Nullable RandomGenerator random;

  /**
   * Makes a world.
   *
   * @param start the probability of each state at the start of an episode
   * @param next [states][actions][states]
   * @param rewards [states][actions]
   * @param last the reward for an end in each state
   * @throws IllegalArgumentException if the sizes do not fit, a probability is negative, those of
   *     the start do not add up to 1, or those of a state and action add up to more
   */
  public TabularWorld(double[] start, double[][][] next, double[][] rewards, double[] last) {
    int states = start.length;
    int actions = next.length == 0 ? 0 : next[0].length;
    this.space = Space.discrete(states, actions);
    double all = sum("the probabilities of the start", start, states);
    Require.atLeast(1 - ROUNDING, "the sum of the probabilities of the start", all);
    Require.length("the array of last rewards", last, states);
    if (next.length != states || rewards.length != states) {
      throw new IllegalArgumentException(
          "there are %d states, probabilities of %d and rewards of %d"
              .formatted(states, next.length, rewards.length));
    }
    for (int s = 0; s < states; s++) {
      Require.length("the array of rewards in state " + s, rewards[s], actions);
      if (next[s].length != actions) {
        throw new IllegalArgumentException(
            "state %d has %d actions; it must have %d".formatted(s, next[s].length, actions));
      }
      for (int a = 0; a < actions; a++) {
        sum("the probabilities of state %d and action %d".formatted(s, a), next[s][a], states);
      }
    }
    this.start = start.clone();
    this.next = next.clone();
    this.rewards = rewards.clone();
    this.last = last.clone();
  }

  private TabularWorld(TabularWorld world, RandomGenerator random) {
    this.start = world.start;
    this.next = world.next;
    this.rewards = world.rewards;
    this.last = world.last;
    this.space = world.space;
    this.state = world.state;
    this.random = world.random == null ? null : random;
  }

  private static double sum(String what, double[] probabilities, int states) {
    Require.length("the array of " + what, probabilities, states);
    double sum = 0;
    for (double p : probabilities) {
      sum += Require.atLeast(0, "one of " + what, p);
    }
    return Require.atMost(1 + ROUNDING, "the sum of " + what, sum);
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public double[] reset(RandomGenerator random) {
    this.random = random;
    state = Math.min(drawn(start, random), start.length - 1);
    return observation();
  }

  @Override
  public Step step(double[] action) {
    space.requireAction(action);
    if (random == null) {
      throw NoEpisode.of(this);
    }
    int a = (int) action[0];
    double reward = rewards[state][a];
    int drawn = drawn(next[state][a], random);
    if (drawn == start.length) {
      random = null;
      return new Step(observation(), reward + last[state], true);
    }
    state = drawn;
    return new Step(observation(), reward, false);
  }

  /** Draws an index by its probability; the length of the array stands for what is left of 1. */
  private static int drawn(double[] probabilities, RandomGenerator random) {
    double left = random.nextDouble();
    for (int i = 0; i < probabilities.length; i++) {
      left -= probabilities[i];
      if (left < 0) {
        return i;
      }
    }
    return probabilities.length;
  }

  private double[] observation() {
    double[] one = new double[start.length];
    one[state] = 1;
    return one;
  }

  @Override
  public TabularWorld copy(RandomGenerator random) {
    return new TabularWorld(this, random);
  }
}
