package io.thalweg.rl.training;

import io.thalweg.rl.Environment;
import io.thalweg.support.Require;
import java.util.function.Supplier;

/**
 * An environment with a limit of time and a mark at which it counts as solved.
 *
 * @param id the name
 * @param environments makes an environment
 * @param limit the number of steps after which an episode is cut off
 * @param solved the mean return of the last 100 episodes at which the task counts as solved
 * @param normalized whether a training shows observations less their running mean, divided by their
 *     running deviation, see {@link io.thalweg.rl.wrapper.Normalizer}; they are then neither copied
 *     nor differentiated
 */
public record Task(
    String id,
    Supplier<? extends Environment> environments,
    int limit,
    double solved,
    boolean normalized) {

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if the limit is below 1
   * @throws NullPointerException if the name or the environments are missing
   */
  public Task {
    Require.given("the name of a task", id);
    Require.given("the environments of a task", environments);
    Require.atLeast(1, "the limit of steps", limit);
  }

  /** Makes a task whose observations are shown as they are. */
  public Task(String id, Supplier<? extends Environment> environments, int limit, double solved) {
    this(id, environments, limit, solved, false);
  }

  /** Returns this task with observations that a training normalises. */
  public Task normalizing() {
    return new Task(id, environments, limit, solved, true);
  }
}
