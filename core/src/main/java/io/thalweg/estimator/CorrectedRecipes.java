package io.thalweg.estimator;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Factorized;
import io.thalweg.MeanField;
import io.thalweg.Objective;
import io.thalweg.estimator.regression.SurrogateRegression;

/** Recipes of regression that corrects an estimator of the registry, such as arms. */
public final class CorrectedRecipes {

  /** The name of the setting. */
  public static final String LABEL = "base";

  private CorrectedRecipes() {}

  /**
   * Makes the recipe of a regression that corrects another estimator, which is written {@code
   * regression:base=arms}. Further settings are those of the other one.
   *
   * @param id of an estimator that needs values of f only, and a law that regression can have
   * @throws IllegalArgumentException if the recipe is no regression, or that estimator does not fit
   *     it
   */
  public static Recipe<?, ?> of(Recipe<?, ?> regression, String id) {
    if (!regression.name().equals("regression") || !regression.stated().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no setting 'base' here; it has %s"
              .formatted(regression.id(), regression.settingsInWords()));
    }
    Recipe<?, ?> base =
        Registry.find(id)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no estimator '%s'".formatted(id)));
    Class<? extends Distribution> law = base.law();
    if (base.objective() == Objective.class && !base.isYardstick() && isOfMean(base)) {
      if (law.isAssignableFrom(MeanField.class)) {
        return on(base, MeanField.class);
      }
      if (law.isAssignableFrom(Factorized.class)) {
        return on(base, Factorized.class);
      }
      if (MeanField.class.isAssignableFrom(law)) {
        return on(base, law.asSubclass(MeanField.class));
      }
    }
    throw new IllegalArgumentException(
        "regression cannot correct %s, which needs %s".formatted(id, base.needs()));
  }

  private static boolean isOfMean(Recipe<?, ?> base) {
    return base.estimand() == Estimand.Mean.class;
  }

  private static <D extends MeanField> Recipe<D, Objective> on(Recipe<?, ?> base, Class<D> law) {
    Recipe<D, Objective> recipe =
        Recipe.of(
            "regression:%s=%s".formatted(LABEL, base.name()),
            Family.SCORE,
            law,
            Objective.class,
            base.cost(),
            base.source(),
            (q, settings, random) -> {
              Estimator<Distribution, Objective> corrected =
                  base.create(q, Objective.class, settings, random);
              return SurrogateRegression.<D>of(corrected);
            },
            settings ->
                Code.call(
                    SurrogateRegression.class, "of", base.construction().code().apply(settings)));
    return base.bias().map(recipe::biased).orElse(recipe);
  }
}
