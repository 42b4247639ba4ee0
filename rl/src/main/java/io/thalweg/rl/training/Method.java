package io.thalweg.rl.training;

import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.support.Require;
import java.util.Optional;

/**
 * An estimator, with what is subtracted from the returns before it sees them.
 *
 * @param id the name
 * @param recipe of the estimator
 * @param baseline what is subtracted from the return of each step
 */
public record Method(String id, Recipe<?, ?> recipe, Baseline baseline) {

  /** Ways to choose what is subtracted from the return of each step. */
  public enum Baseline {
    /** Nothing. */
    NONE,
    /** The value of the state, as a critic has learned it. */
    CRITIC,
    /** The mean return from the same step on of the other episodes of the update. */
    OTHER_EPISODES
  }

  /** Checks that nothing is missing. */
  public Method {
    Require.given("the name of a method", id);
    Require.given("the recipe of a method", recipe);
    Require.given("the baseline of a method", baseline);
  }

  /**
   * Finds a method: a2c is reinforce with a critic, episode_rloo is reinforce with the other
   * episodes as its baseline, an id of the registry with +critic behind it has a critic, and any
   * other id of the registry is the estimator alone.
   */
  public static Optional<Method> find(String id) {
    return switch (id) {
      case "a2c" -> of(id, "reinforce", Baseline.CRITIC);
      case "episode_rloo" -> of(id, "reinforce", Baseline.OTHER_EPISODES);
      default ->
          id.endsWith("+critic")
              ? of(id, id.substring(0, id.length() - "+critic".length()), Baseline.CRITIC)
              : of(id, id, Baseline.NONE);
    };
  }

  private static Optional<Method> of(String id, String estimator, Baseline baseline) {
    return Registry.find(estimator).map(recipe -> new Method(id, recipe, baseline));
  }

  /** Whether the estimator needs the derivatives of returns in the actions. */
  public boolean needsSlopes() {
    return recipe.objective() != Objective.class;
  }
}
