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
              FlowRecipes.all())
          .<Recipe<?, ?>>flatMap(List::stream)
          .toList();

  private Registry() {}

  /** All estimators. */
  public static List<Recipe<?, ?>> all() {
    return ALL;
  }

  /** The estimator of an id. */
  public static Optional<Recipe<?, ?>> find(String id) {
    return ALL.stream().filter(recipe -> recipe.id().equals(id)).findFirst();
  }
}
