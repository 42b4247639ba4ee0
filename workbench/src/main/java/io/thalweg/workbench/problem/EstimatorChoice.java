package io.thalweg.workbench.problem;

import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.workbench.output.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that names estimators. */
public final class EstimatorChoice {

  @Option(
      names = "--estimators",
      split = ",",
      paramLabel = "ID",
      description = "Only these estimators, separated by commas, by the names that 'list' gives.")
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
   * @param fits whether an estimator fits it
   * @throws ParameterException if a name is unknown or an estimator does not fit
   */
  public List<Recipe<?, ?>> orElse(
      List<Recipe<?, ?>> fallback, CommandLine line, String name, Predicate<Recipe<?, ?>> fits) {
    for (Recipe<?, ?> recipe : named(line)) {
      if (!fits.test(recipe)) {
        throw new ParameterException(
            line,
            "%s needs %s; %s does not give it that.".formatted(recipe.id(), recipe.needs(), name));
      }
    }
    return ids.isEmpty() ? fallback : named(line);
  }

  private List<Recipe<?, ?>> named(CommandLine line) {
    List<Recipe<?, ?>> named = new ArrayList<>();
    for (String id : new LinkedHashSet<>(ids)) {
      named.add(Names.<Recipe<?, ?>>find(line, "estimator", id, Registry.all(), Recipe::id));
    }
    return named;
  }
}
