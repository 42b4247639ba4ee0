package io.thalweg.rl;

import io.thalweg.rl.KnownWorld.Trajectory;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An environment and an actor that go through a list of trajectories, one in each episode.
 *
 * <p>Observation: 1 at the state and 0 elsewhere, then the number of steps so far.
 */
public final class Script implements Environment, Actor {

  private final List<Trajectory> trajectories;
  private final Space space;
  private int episode = -1;
  private int t;

  public Script(KnownWorld world) {
    this.trajectories = world.trajectories();
    this.space = Space.discrete(world.states() + 1, world.actions());
  }

  /** Plays all trajectories, each once and in their order. */
  public Episodes play(Player player) {
    return player.play(this, trajectories.size(), () -> 0L);
  }

  /** The probabilities of the trajectories. */
  public double[] probabilities() {
    return trajectories.stream().mapToDouble(Trajectory::probability).toArray();
  }

  private Trajectory trajectory() {
    return trajectories.get(episode);
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public double[] reset(RandomGenerator random) {
    episode++;
    t = 0;
    return observation();
  }

  @Override
  public double[] act(double[] observation, RandomGenerator random) {
    return new double[] {trajectory().actions()[t]};
  }

  @Override
  public Step step(double[] action) {
    double reward = trajectory().rewards()[t++];
    boolean ends = trajectory().terminated() && t == trajectory().actions().length;
    return new Step(observation(), reward, ends);
  }

  private double[] observation() {
    double[] seen = new double[space.observations()];
    seen[trajectory().states()[t]] = 1;
    seen[space.observations() - 1] = t;
    return seen;
  }

  /** A value for each state and step, [t][state], as a function of what is observed. */
  public static ValueFunction values(double[][] table) {
    return (observations, rows) -> {
      double[] values = new double[rows];
      int size = observations.length / Math.max(1, rows);
      for (int row = 0; row < rows; row++) {
        int at = row * size;
        int t = (int) observations[at + size - 1];
        for (int s = 0; s < size - 1; s++) {
          values[row] += observations[at + s] * table[t][s];
        }
      }
      return values;
    };
  }
}
