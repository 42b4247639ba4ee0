package io.thalweg.workbench;

import io.thalweg.Distribution;
import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that names estimators. */
final class EstimatorChoice {

  @Option(
      names = "--estimators",
      split = ",",
      paramLabel = "ID",
      description = "Estimators to run, separated by commas, by the names that 'list' gives.")
  private List<String> ids = List.of();

  /**
   * The estimators that were named, or those given.
   *
   * @throws ParameterException if a name is unknown or an estimator does not fit
   */
  List<Recipe<?, ?>> orElse(
      List<Recipe<?, ?>> fallback,
      CommandLine line,
      String problem,
      Distribution law,
      Objective f) {
    List<Recipe<?, ?>> chosen = new ArrayList<>();
    for (String id : new LinkedHashSet<>(ids)) {
      Recipe<?, ?> recipe =
          Names.<Recipe<?, ?>>find(line, "estimator", id, Registry.all(), Recipe::id);
      if (!recipe.fits(law, f)) {
        throw new ParameterException(
            line, "%s needs %s; %s does not give it that.".formatted(id, recipe.needs(), problem));
      }
      chosen.add(recipe);
    }
    return chosen.isEmpty() ? fallback : chosen;
  }
}
