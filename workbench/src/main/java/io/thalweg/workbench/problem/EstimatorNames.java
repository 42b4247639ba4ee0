package io.thalweg.workbench.problem;

import io.thalweg.estimator.CorrectedRecipes;
import io.thalweg.estimator.MixedRecipes;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Setting;
import io.thalweg.workbench.output.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Reads the names of estimators on the command line: ids, alone or with settings. A setting with a
 * list of values makes an estimator of each value.
 *
 * <pre>
 *   rloo    rloo:draws=8    rloo:draws=2|4|8    rebar:temperature=0.1|0.5,rate=0.01
 *   gumbel_softmax:temperature=log_convex
 *   regression:base=arms|local_expectation
 * </pre>
 */
final class EstimatorNames {

  private final CommandLine line;
  private final List<Recipe<?, ?>> known;

  /** Reads names of estimators for a command. */
  EstimatorNames(CommandLine line, List<Recipe<?, ?>> known) {
    this.line = line;
    this.known = known;
  }

  /**
   * Splits a list at its commas, but for those between the settings of an estimator.
   *
   * @param list the parts of the list, already split at every comma
   */
  static List<String> joined(List<String> list) {
    List<String> names = new ArrayList<>();
    for (String part : list) {
      String text = part.strip();
      boolean setting = text.contains("=") && !text.contains(":");
      int last = names.size() - 1;
      if (setting && last >= 0 && names.get(last).contains(":")) {
        names.set(last, names.get(last) + "," + text);
      } else if (!text.isEmpty()) {
        names.add(text);
      }
    }
    return names;
  }

  /**
   * Makes the recipes of a name.
   *
   * @throws ParameterException if there is no such estimator or setting, or a value is wrong
   */
  List<Recipe<?, ?>> recipes(String text) {
    if (text.strip().startsWith(MixedRecipes.OF)) {
      return List.of(mixture(text.strip()));
    }
    String[] parts = text.split(":", 2);
    List<Recipe<?, ?>> recipes =
        List.of(Names.<Recipe<?, ?>>find(line, "estimator", parts[0].strip(), known, Recipe::name));
    if (parts.length == 2) {
      for (String assignment : parts[1].split(",", -1)) {
        recipes = assigned(recipes, assignment);
      }
    }
    return recipes;
  }

  private Recipe<?, ?> mixture(String id) {
    try {
      return Registry.parse(id);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private List<Recipe<?, ?>> assigned(List<Recipe<?, ?>> recipes, String assignment) {
    String[] sides = assignment.split("=", 2);
    if (sides.length < 2) {
      throw refused("'%s' states no value; it must be one such as draws=8".formatted(assignment));
    }
    String label = sides[0].strip();
    boolean base = label.equals(CorrectedRecipes.LABEL);
    List<Recipe<?, ?>> assigned = new ArrayList<>();
    for (Recipe<?, ?> recipe : recipes) {
      for (String value : sides[1].split("\\|", -1)) {
        assigned.add(
            base
                ? withBase(recipe, value.strip())
                : with(recipe, setting(recipe, label), value.strip()));
      }
    }
    return assigned;
  }

  private Setting setting(Recipe<?, ?> recipe, String label) {
    Optional<Setting> found = Setting.find(label);
    if (found.isEmpty()) {
      throw refused(
          "%s has no setting '%s'; it has %s"
              .formatted(recipe.name(), label, recipe.settingsInWords()));
    }
    return found.get();
  }

  private Recipe<?, ?> with(Recipe<?, ?> recipe, Setting setting, String value) {
    try {
      return recipe.with(setting, value);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private Recipe<?, ?> withBase(Recipe<?, ?> recipe, String base) {
    try {
      return CorrectedRecipes.of(recipe, base);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException refused(String sentence) {
    return new ParameterException(line, sentence + ".");
  }
}
