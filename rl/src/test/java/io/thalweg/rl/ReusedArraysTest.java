package io.thalweg.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.thalweg.support.SplitMix;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Environments that write to the same arrays in every step. */
class ReusedArraysTest {

  /** Counts its steps in one array, and clips actions in place. */
  private static final class InPlace implements Environment {

    private final double[] observation = new double[1];

    @Override
    public Space space() {
      return Space.continuous(1, new double[] {-1}, new double[] {1});
    }

    @Override
    public double[] reset(RandomGenerator random) {
      observation[0] = 0;
      return observation;
    }

    @Override
    public Step step(double[] action) {
      action[0] = Math.min(1, action[0]);
      observation[0]++;
      return new Step(observation, action[0], false);
    }
  }

  private final Player player = new Player(InPlace::new, 3);
  private final Episodes episodes =
      player.play((seen, random) -> new double[] {1.5 + seen[0]}, 1, new SplitMix(1));

  @Test
  void episodesKeepWhatWasSeenBeforeEachStep() {
    assertArrayEquals(new double[] {0, 1, 2}, episodes.observations());
    assertArrayEquals(new double[] {3}, episodes.last());
  }

  @Test
  void episodesKeepActionsAsTheyWereDrawn() {
    assertArrayEquals(new double[] {1.5, 2.5, 3.5}, episodes.actions());
  }

  @Test
  void branchesBeginWhereTheyBranch() {
    Episodes branch =
        player.branch(
            episodes,
            new int[] {1},
            new double[] {7},
            (seen, random) -> new double[] {seen[0]},
            new SplitMix(2));
    assertArrayEquals(new double[] {1, 2}, branch.observations());
    assertArrayEquals(new double[] {7, 2}, branch.actions());
  }
}
