package io.thalweg.workbench.problem;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Setting;
import io.thalweg.estimator.Settings;
import io.thalweg.problem.Problem;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A law, a kind of objective and an estimand, which an estimator must fit.
 *
 * @param name in messages
 * @param objective the class of the objective
 */
public record Pairing(
    String name, Estimand estimand, Distribution law, Class<? extends Objective> objective) {

  /** The pairing of a problem. */
  public static Pairing of(String name, Problem problem) {
    return new Pairing(name, problem.estimand(), problem.law(), problem.objective().getClass());
  }

  /** Returns whether an estimator fits. */
  public boolean fits(Recipe<?, ?> recipe) {
    return recipe.fits(estimand, law, objective);
  }

  /** Says why an estimator with its settings does not fit; empty if it does. */
  public Optional<String> refusal(Recipe<?, ?> recipe) {
    if (!fits(recipe)) {
      return Optional.of(
          "%s needs %s; %s does not give it that".formatted(recipe.id(), recipe.needs(), name));
    }
    for (Setting setting : recipe.stated().numbers().keySet()) {
      if (!recipe.settings(law, objective).contains(setting)) {
        return Optional.of("%s has no %s on %s".formatted(recipe.name(), setting.label(), name));
      }
    }
    try {
      Settings settings = Settings.defaults().withDrawsOf(estimand);
      recipe.create(law, objective, settings, new SplittableRandom(1));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("%s: %s".formatted(recipe.id(), e.getMessage()));
    }
  }
}
