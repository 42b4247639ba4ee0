package io.thalweg.estimator;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every estimator of the library. An entry in the recipes of its family enrols an estimator in the
 * tests of unbiasedness, in the workbench and in the documentation.
 */
public final class Registry {

  private static final List<Recipe<?, ?>> ALL =
      Stream.of(
              ScoreRecipes.all(),
              CouplingRecipes.all(),
              RelaxationRecipes.all(),
              PathwiseRecipes.all(),
              FlowRecipes.all(),
              List.<Recipe<?, ?>>of(MixedRecipes.recipe()))
          .<Recipe<?, ?>>flatMap(List::stream)
          .toList();

  private static final List<Recipe<?, ?>> CHOICES =
      List.of(Estimators.recipe("auto", false), Estimators.recipe("auto_by_time", true));

  private Registry() {}

  /** All estimators. */
  public static List<Recipe<?, ?>> all() {
    return ALL;
  }

  /**
   * The choices among all estimators: {@code auto}, whose cost is evaluations of f, and {@code
   * auto_by_time}. They are found by their names, and are no part of {@link #all}, from which they
   * choose.
   */
  public static List<Recipe<?, ?>> choices() {
    return CHOICES;
  }

  /** Lists all estimators, and the choices among them. */
  public static List<Recipe<?, ?>> named() {
    return Stream.of(ALL, CHOICES).<Recipe<?, ?>>flatMap(List::stream).toList();
  }

  /** The estimator of an id without settings. */
  public static Optional<Recipe<?, ?>> find(String id) {
    return named().stream().filter(recipe -> recipe.id().equals(id)).findFirst();
  }

  /**
   * Makes the recipe of an id with settings, such as {@code rloo:draws=4}, or of a mixture, such as
   * {@code mixture:of=local_expectation+rloo:draws=4}: what {@link Recipe#id} returns.
   *
   * @throws IllegalArgumentException if there is no such estimator, it has no such setting, or a
   *     value is no number or out of range
   */
  public static Recipe<?, ?> parse(String id) {
    if (id.startsWith(MixedRecipes.OF)) {
      return MixedRecipes.parse(id);
    }
    String[] parts = id.split(":", 2);
    Recipe<?, ?> recipe =
        find(parts[0])
            .orElseThrow(
                () ->
                    new IllegalArgumentException("there is no estimator '%s'".formatted(parts[0])));
    if (parts.length == 2) {
      for (String assignment : parts[1].split(",", -1)) {
        recipe = assigned(recipe, assignment);
      }
    }
    return recipe;
  }

  private static Recipe<?, ?> assigned(Recipe<?, ?> recipe, String assignment) {
    String[] sides = assignment.split("=", -1);
    if (sides.length != 2) {
      throw new IllegalArgumentException(
          "'%s' of %s is no setting with a value, such as draws=8"
              .formatted(assignment, recipe.name()));
    }
    if (sides[0].equals(CorrectedRecipes.LABEL)) {
      return CorrectedRecipes.of(recipe, sides[1]);
    }
    Setting setting =
        Setting.find(sides[0])
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has no setting '%s'; it has %s"
                            .formatted(recipe.name(), sides[0], recipe.settingsInWords())));
    return recipe.with(setting, sides[1]);
  }
}
