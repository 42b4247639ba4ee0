package io.thalweg.workbench.problem;

import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.workbench.output.Names;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that names estimators. */
public final class EstimatorChoice {

  @Option(
      names = "--estimators",
      split = Names.SEPARATOR,
      splitSynopsisLabel = ",",
      paramLabel = "ID",
      completionCandidates = Ids.class,
      description = {
        "Only these estimators, separated by commas, by the names that 'list' gives.",
        "With a setting: rloo:draws=8",
        "With several values of it: 'rloo:draws=2|4|8'"
      })
  private List<String> ids = List.of();

  /** The names that a shell can complete. */
  static final class Ids implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Registry.named().stream().<String>map(Recipe::id).iterator();
    }
  }

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
    return ids.isEmpty() ? Registry.all() : named(line, Registry.named());
  }

  /**
   * Returns the estimators that were named, or the given ones.
   *
   * @param known all estimators that can be named
   * @param pairing what the estimators must fit
   * @throws ParameterException if a name is unknown, or an estimator or one of its settings does
   *     not fit
   */
  public List<Recipe<?, ?>> orElse(
      List<Recipe<?, ?>> fallback, CommandLine line, List<Recipe<?, ?>> known, Pairing pairing) {
    List<Recipe<?, ?>> named = named(line, known);
    for (Recipe<?, ?> recipe : named) {
      pairing
          .refusal(recipe)
          .ifPresent(
              why -> {
                throw new ParameterException(line, why + ".");
              });
    }
    return ids.isEmpty() ? fallback : named;
  }

  /**
   * Returns the estimators that were named, or those of names.
   *
   * @param fallback ids with their settings
   * @param pairing what the estimators must fit
   * @throws ParameterException if a name is unknown, or an estimator or one of its settings does
   *     not fit
   */
  public List<Recipe<?, ?>> orElse(CommandLine line, List<String> fallback, Pairing pairing) {
    EstimatorNames names = new EstimatorNames(line, Registry.named());
    List<Recipe<?, ?>> standard = new ArrayList<>();
    if (ids.isEmpty()) {
      fallback.forEach(name -> standard.addAll(names.recipes(name)));
    }
    return orElse(standard, line, Registry.named(), pairing);
  }

  /** Returns the names as they were given, with their settings. */
  List<String> names() {
    return EstimatorNames.joined(ids);
  }

  private List<Recipe<?, ?>> named(CommandLine line, List<Recipe<?, ?>> known) {
    Map<String, Recipe<?, ?>> named = new LinkedHashMap<>();
    EstimatorNames names = new EstimatorNames(line, known);
    for (String name : names()) {
      names.recipes(name).forEach(recipe -> named.put(recipe.id(), recipe));
    }
    if (named.isEmpty() && !ids.isEmpty()) {
      throw new ParameterException(line, "--estimators names no estimator.");
    }
    return new ArrayList<>(named.values());
  }
}
