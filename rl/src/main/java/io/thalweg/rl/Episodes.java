package io.thalweg.rl;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Episodes one after the other, with a row for each step.
 *
 * <p>Arrays are shared, not copied; treat them as read-only. N is the number of all steps, E that
 * of episodes.
 *
 * @param space the shape of observations and actions
 * @param seeds the seed of the environment in each episode, [E]
 * @param first the first row of each episode, then N, [E + 1]
 * @param observations before each step, [N x observations]
 * @param actions [N x action size]
 * @param rewards [N]
 * @param terminated whether each episode ended by itself, and was not cut off, [E]
 * @param last the observation after the last step of each episode, [E x observations]
 * @param slopes the derivatives of each step, [N]; empty where the environment has none
 */
public record Episodes(
    Space space,
    long[] seeds,
    int[] first,
    double[] observations,
    double[] actions,
    double[] rewards,
    boolean[] terminated,
    double[] last,
    List<DifferentiableEnvironment.Slopes> slopes) {

  /** The number of episodes. */
  public int count() {
    return seeds.length;
  }

  /** The number of steps of all episodes. */
  public int steps() {
    return rewards.length;
  }

  /** The number of steps of one episode. */
  public int length(int episode) {
    return first[episode + 1] - first[episode];
  }

  /** The sum of the rewards of one episode. */
  public double total(int episode) {
    return Arrays.stream(rewards, first[episode], first[episode + 1]).sum();
  }

  /** The mean over the episodes of the sum of the rewards; NaN if there is no episode. */
  public double meanTotal() {
    double sum = 0;
    for (int e = 0; e < count(); e++) {
      sum += total(e);
    }
    return sum / count();
  }

  /** A copy of the observation before a step. */
  public double[] observation(int step) {
    int size = space.observations();
    return Arrays.copyOfRange(observations, step * size, (step + 1) * size);
  }

  /** A copy of the observation after the last step of an episode. */
  public double[] last(int episode) {
    int size = space.observations();
    return Arrays.copyOfRange(last, episode * size, (episode + 1) * size);
  }

  /** A copy of the action of a step. */
  public double[] action(int step) {
    int size = space.actionSize();
    return Arrays.copyOfRange(actions, step * size, (step + 1) * size);
  }

  /** Writes everything but the space and the derivatives. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(count());
    out.writeInt(steps());
    for (int e = 0; e < count(); e++) {
      out.writeLong(seeds[e]);
      out.writeInt(first[e]);
      out.writeBoolean(terminated[e]);
    }
    for (double[] numbers : List.of(observations, actions, rewards, last)) {
      Numbers.write(out, numbers);
    }
  }

  /**
   * Reads what {@link #save} wrote for the same space.
   *
   * @throws IOException if it is of another size
   */
  public static Episodes load(Space space, DataInput in) throws IOException {
    int count = in.readInt();
    int steps = in.readInt();
    Episodes episodes =
        new Episodes(
            space,
            new long[count],
            new int[count + 1],
            new double[steps * space.observations()],
            new double[steps * space.actionSize()],
            new double[steps],
            new boolean[count],
            new double[count * space.observations()],
            List.of());
    for (int e = 0; e < count; e++) {
      episodes.seeds[e] = in.readLong();
      episodes.first[e] = in.readInt();
      episodes.terminated[e] = in.readBoolean();
    }
    episodes.first[count] = steps;
    for (double[] numbers :
        List.of(episodes.observations, episodes.actions, episodes.rewards, episodes.last)) {
      Numbers.read(in, numbers);
    }
    return episodes;
  }

  /** Episodes that are being played. */
  static final class Builder {

    private final Space space;
    private long[] seeds = new long[8];
    private int[] first = new int[9];
    private boolean[] terminated = new boolean[8];
    private double[] last;
    private double[] observations;
    private double[] actions;
    private double[] rewards = new double[256];
    private final List<DifferentiableEnvironment.Slopes> slopes = new ArrayList<>();
    private int count;
    private int steps;

    Builder(Space space) {
      this.space = space;
      this.last = new double[8 * space.observations()];
      this.observations = new double[256 * space.observations()];
      this.actions = new double[256 * space.actionSize()];
    }

    /** Adds a step before it is made, because an environment may write to the same arrays. */
    void add(double[] observation, double[] action) {
      if (steps == rewards.length) {
        rewards = Arrays.copyOf(rewards, 2 * steps);
        observations = Arrays.copyOf(observations, 2 * observations.length);
        actions = Arrays.copyOf(actions, 2 * actions.length);
      }
      System.arraycopy(
          observation, 0, observations, steps * observation.length, observation.length);
      System.arraycopy(action, 0, actions, steps * action.length, action.length);
      steps++;
    }

    /** Adds the reward of the step that was added last. */
    void reward(double reward) {
      rewards[steps - 1] = reward;
    }

    void add(DifferentiableEnvironment.Slopes step) {
      slopes.add(step);
    }

    void end(long seed, double[] observation, boolean byItself) {
      if (count == seeds.length) {
        seeds = Arrays.copyOf(seeds, 2 * count);
        first = Arrays.copyOf(first, 2 * count + 1);
        terminated = Arrays.copyOf(terminated, 2 * count);
        last = Arrays.copyOf(last, 2 * last.length);
      }
      System.arraycopy(observation, 0, last, count * observation.length, observation.length);
      seeds[count] = seed;
      terminated[count] = byItself;
      first[++count] = steps;
    }

    Episodes build() {
      return new Episodes(
          space,
          Arrays.copyOf(seeds, count),
          Arrays.copyOf(first, count + 1),
          Arrays.copyOf(observations, steps * space.observations()),
          Arrays.copyOf(actions, steps * space.actionSize()),
          Arrays.copyOf(rewards, steps),
          Arrays.copyOf(terminated, count),
          Arrays.copyOf(last, count * space.observations()),
          slopes);
    }
  }
}
