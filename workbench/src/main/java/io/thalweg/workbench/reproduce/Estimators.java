package io.thalweg.workbench.reproduce;

import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Setting;

/** Recipes of the ids that studies name. */
final class Estimators {

  private Estimators() {}

  /** Finds an estimator with settings, such as {@code rloo:draws=4}. */
  static Recipe<?, ?> find(String id) {
    String[] parts = id.split(":", 2);
    Recipe<?, ?> recipe = Registry.find(parts[0]).orElseThrow();
    if (parts.length == 2) {
      for (String assignment : parts[1].split(",", -1)) {
        String[] sides = assignment.split("=", 2);
        recipe = recipe.with(Setting.find(sides[0]).orElseThrow(), Double.parseDouble(sides[1]));
      }
    }
    return recipe;
  }
}
