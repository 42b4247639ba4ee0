package io.thalweg.workbench.problem;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Setting;
import io.thalweg.estimator.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that names estimators. */
public final class EstimatorChoice {

  @Option(
      names = "--estimators",
      split = ",",
      paramLabel = "ID",
      description =
          "Only these estimators, separated by commas, by the names that 'list' gives; with settings"
              + " as in rloo:draws=8, or several values of one as in 'rloo:draws=2|4|8'.")
  private List<String> ids = List.of();

  /** Returns whether no estimators were named. */
  public boolean isEmpty() {
    return ids.isEmpty();
  }

  /**
   * Returns the estimators that were named, or all.
   *
   * @throws ParameterException if a name is unknown
   */
  public List<Recipe<?, ?>> orAll(CommandLine line) {
    return ids.isEmpty() ? Registry.all() : named(line);
  }

  /**
   * Returns the estimators that were named, or the given ones.
   *
   * @param name what the estimators must fit, for the message
   * @param f the class of the objective
   * @throws ParameterException if a name is unknown, or an estimator or one of its settings does
   *     not fit
   */
  public List<Recipe<?, ?>> orElse(
      List<Recipe<?, ?>> fallback,
      CommandLine line,
      String name,
      Estimand estimand,
      Distribution law,
      Class<? extends Objective> f) {
    for (Recipe<?, ?> recipe : named(line)) {
      if (!recipe.fits(estimand, law, f)) {
        throw new ParameterException(
            line,
            "%s needs %s; %s does not give it that.".formatted(recipe.id(), recipe.needs(), name));
      }
      for (Setting setting : recipe.chosen().keySet()) {
        if (!recipe.settings(law, f).contains(setting)) {
          throw new ParameterException(
              line, "%s has no %s on %s.".formatted(recipe.name(), setting.label(), name));
        }
      }
      try {
        Settings settings = Settings.defaults().withDrawsOf(estimand);
        recipe.create(law, f, settings, new SplittableRandom(1));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(line, "%s: %s.".formatted(recipe.id(), e.getMessage()), e);
      }
    }
    return ids.isEmpty() ? fallback : named(line);
  }

  private List<Recipe<?, ?>> named(CommandLine line) {
    Map<String, Recipe<?, ?>> named = new LinkedHashMap<>();
    Scan scan = new Scan(line, Registry.all());
    for (String name : Scan.joined(ids)) {
      scan.recipes(name).forEach(recipe -> named.put(recipe.id(), recipe));
    }
    return new ArrayList<>(named.values());
  }
}
