package io.thalweg.rl.training;

import io.thalweg.rl.Environment;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.FourStates;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.support.SplitMix;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A world in which an episode stays in one state as long as it keeps its first action, and where
 * the return of any action at step t is exactly Q_t.
 *
 * <p>So the expectation of an estimate at a state and step is a sum over actions, and that of the
 * gradient a sum over states and steps with the probabilities of being there.
 */
final class Kept implements Environment {

  private final double[][][] q;
  private final double[] beyond;
  private int pair;
  private int kept;
  private int t;

  Kept(double[][][] q, double[] beyond) {
    this.q = q;
    this.beyond = beyond;
  }

  @Override
  public Space space() {
    return Space.discrete(4, 3);
  }

  @Override
  public double[] reset(RandomGenerator random) {
    pair = pair(random);
    kept = pair % 3;
    t = 0;
    return observation();
  }

  private static int pair(RandomGenerator random) {
    return random.nextInt(12);
  }

  /** Finds a seed that leads to a state and an action. */
  static long seed(int pair) {
    long seed = 0;
    while (pair(new SplitMix(seed)) != pair) {
      seed++;
    }
    return seed;
  }

  private double[] observation() {
    double[] one = new double[4];
    one[pair / 3] = 1;
    return one;
  }

  @Override
  public Step step(double[] action) {
    int s = pair / 3;
    int a = (int) action[0];
    double value = q[t++][s][a];
    double after = t == q.length ? beyond[s] : q[t][s][a];
    boolean keeps = a == kept;
    return new Step(observation(), keeps ? value - FourStates.GAMMA * after : value, !keeps);
  }

  /** An episode for each state and action. */
  Episodes all() {
    int limit = q.length;
    long[] seeds = new long[12];
    int[] first = new int[13];
    double[] observations = new double[12 * limit * 4];
    double[] actions = new double[12 * limit];
    double[] rewards = new double[12 * limit];
    double[] last = new double[12 * 4];
    for (int e = 0; e < 12; e++) {
      seeds[e] = seed(e);
      first[e + 1] = (e + 1) * limit;
      reset(new SplitMix(seeds[e]));
      last[4 * e + e / 3] = 1;
      for (int i = e * limit; i < first[e + 1]; i++) {
        observations[4 * i + e / 3] = 1;
        actions[i] = kept;
        rewards[i] = step(new double[] {kept}).reward();
      }
    }
    return new Episodes(
        space(), seeds, first, observations, actions, rewards, new boolean[12], last, List.of());
  }
}
