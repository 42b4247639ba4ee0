package io.thalweg.rl;

import io.thalweg.support.Require;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Plays many episodes side by side, in the copies of a batch.
 *
 * <p>Every episode that is begun is played to its end. Were the first to end the only ones to
 * count, short episodes would be too many. The price is that few copies still play in the last
 * steps.
 */
public final class SideBySide {

  private final Batch batch;
  private final int limit;

  /**
   * Makes a player.
   *
   * @param limit the number of steps after which an episode is cut off
   * @throws IllegalArgumentException if the limit is below 1
   */
  public SideBySide(Batch batch, int limit) {
    this.batch = batch;
    this.limit = Require.atLeast(1, "the limit of steps", limit);
  }

  /**
   * Plays episodes, which are returned in the order in which they ended.
   *
   * @param count the number of episodes
   * @param random seeds the environment and lets the actor draw
   */
  public Episodes play(BatchActor actor, int count, RandomGenerator random) {
    Slot[] slots = new Slot[batch.copies()];
    int begun = 0;
    for (int copy = 0; copy < slots.length && begun < count; copy++) {
      slots[copy] = begin(copy, random.nextLong());
      begun++;
    }
    Episodes.Builder builder = new Episodes.Builder(batch.space());
    for (int ended = 0; ended < count; ) {
      double[] seen = batch.observations().clone();
      double[] actions = actor.act(seen, slots.length, random);
      batch.step(actions);
      for (int copy = 0; copy < slots.length; copy++) {
        if (slots[copy] != null && slots[copy].add(seen, actions)) {
          slots[copy].end(builder);
          ended++;
          slots[copy] = begun < count ? begin(copy, random.nextLong()) : null;
          begun++;
        }
      }
    }
    return builder.build();
  }

  private Slot begin(int copy, long seed) {
    batch.reset(copy, new SplitMix(seed));
    return new Slot(copy, seed);
  }

  /** The episode of one copy so far. */
  private final class Slot {

    private final int copy;
    private final long seed;
    private double[] observations = {};
    private double[] actions = {};
    private double[] rewards = {};
    private int steps;

    Slot(int copy, long seed) {
      this.copy = copy;
      this.seed = seed;
    }

    /** Adds the last step and returns whether the episode is over. */
    boolean add(double[] seen, double[] acted) {
      int ofSight = batch.space().observations();
      int ofAction = batch.space().actionSize();
      if (steps == rewards.length) {
        int room = Math.max(16, Math.min(2 * steps, limit));
        rewards = Arrays.copyOf(rewards, room);
        observations = Arrays.copyOf(observations, room * ofSight);
        actions = Arrays.copyOf(actions, room * ofAction);
      }
      System.arraycopy(seen, copy * ofSight, observations, steps * ofSight, ofSight);
      System.arraycopy(acted, copy * ofAction, actions, steps * ofAction, ofAction);
      rewards[steps++] = batch.rewards()[copy];
      return batch.terminated()[copy] || steps == limit;
    }

    void end(Episodes.Builder builder) {
      int ofSight = batch.space().observations();
      int ofAction = batch.space().actionSize();
      for (int t = 0; t < steps; t++) {
        builder.add(
            Arrays.copyOfRange(observations, t * ofSight, (t + 1) * ofSight),
            Arrays.copyOfRange(actions, t * ofAction, (t + 1) * ofAction));
        builder.reward(rewards[t]);
      }
      double[] last =
          Arrays.copyOfRange(batch.observations(), copy * ofSight, (copy + 1) * ofSight);
      builder.end(seed, last, batch.terminated()[copy]);
    }
  }
}
