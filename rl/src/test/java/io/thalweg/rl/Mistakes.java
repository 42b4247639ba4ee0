package io.thalweg.rl;

import java.util.Arrays;

/** Episodes with well-known mistakes. */
public final class Mistakes {

  private Mistakes() {}

  /** Puts the observation before the last step in the place of the one after it. */
  public static Episodes stateBefore(Episodes episodes) {
    int size = episodes.space().observations();
    double[] last = new double[episodes.last().length];
    for (int e = 0; e < episodes.count(); e++) {
      double[] before = episodes.observation(episodes.first()[e + 1] - 1);
      System.arraycopy(before, 0, last, e * size, size);
      // The number of steps, where it is observed, is not the mistake.
      if (size > 4) {
        last[(e + 1) * size - 1] = episodes.last()[(e + 1) * size - 1];
      }
    }
    return changed(episodes, episodes.rewards(), last);
  }

  /**
   * Loses the reward of each step that ends an episode, which happens where a loop breaks early.
   */
  public static Episodes withoutLastReward(Episodes episodes) {
    double[] rewards = episodes.rewards().clone();
    for (int e = 0; e < episodes.count(); e++) {
      if (episodes.terminated()[e]) {
        rewards[episodes.first()[e + 1] - 1] = 0;
      }
    }
    return changed(episodes, rewards, episodes.last());
  }

  private static Episodes changed(Episodes episodes, double[] rewards, double[] last) {
    return new Episodes(
        episodes.space(),
        episodes.seeds(),
        episodes.first(),
        episodes.observations(),
        Arrays.copyOf(episodes.actions(), episodes.actions().length),
        rewards,
        episodes.terminated(),
        last,
        episodes.slopes());
  }
}
