package io.thalweg.rl;

import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Copies of an environment that step side by side, each through an episode of its own.
 *
 * <p>No copy begins an episode by itself: after the end of one, its further steps mean nothing
 * until it is reset. So no step is ever taken for one of another episode.
 */
public interface Batch {

  /** The shape of observations and actions. */
  Space space();

  /** The number of copies. */
  int copies();

  /**
   * Begins an episode in one copy.
   *
   * @param random all randomness of the episode
   */
  void reset(int copy, RandomGenerator random);

  /**
   * Acts once in every copy.
   *
   * @param actions [copies x action size]; those of copies whose episodes have ended must be
   *     actions, too
   */
  void step(double[] actions);

  /** The present observations, [copies x observations]; the next step overwrites them. */
  double[] observations();

  /** The rewards of the last step, [copies]; the next step overwrites them. */
  double[] rewards();

  /**
   * Whether each episode terminated in the last step, [copies]; the next step overwrites them. No
   * limit of time counts here.
   */
  boolean[] terminated();

  /**
   * Makes copies of any environment, which step one after the other.
   *
   * @throws IllegalArgumentException if the number of copies is below 1
   */
  static Batch of(Supplier<? extends Environment> environments, int copies) {
    Require.atLeast(1, "the number of copies", copies);
    List<Environment> all = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      all.add(environments.get());
    }
    return new Sequential(all);
  }
}
