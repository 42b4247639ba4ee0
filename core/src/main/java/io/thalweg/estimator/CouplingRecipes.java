package io.thalweg.estimator;

import static io.thalweg.estimator.Family.COUPLING;
import static io.thalweg.estimator.Recipe.ofValues;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.coupling.Ar;
import io.thalweg.estimator.coupling.Arm;
import io.thalweg.estimator.coupling.Arms;
import io.thalweg.estimator.coupling.Ars;
import io.thalweg.estimator.coupling.Arsm;
import io.thalweg.estimator.coupling.Carms;
import io.thalweg.estimator.coupling.DisArm;
import java.util.List;

/** Recipes of the estimators with dependent draws. */
final class CouplingRecipes {

  private CouplingRecipes() {}

  static List<Recipe<?, ?>> all() {
    return List.of(
        ofValues("arm", COUPLING, Bernoulli.class, Cost.of("2"), "Yin & Zhou 2019", s -> new Arm()),
        ofValues(
            "disarm",
            COUPLING,
            Bernoulli.class,
            Cost.of("2"),
            "Dong, Mnih & Tucker 2020; Yin et al. 2020",
            s -> new DisArm()),
        ofValues(
            "arms",
            COUPLING,
            Bernoulli.class,
            Cost.draws(2),
            "Dimitriev & Zhou 2021",
            s -> new Arms(2 * s.draws())),
        ofValues(
            "carms",
            COUPLING,
            Categorical.class,
            Cost.draws(2),
            "Dimitriev & Zhou 2021",
            s -> new Carms(2 * s.draws())),
        ofValues(
            "ar", COUPLING, Categorical.class, Cost.of("1"), "Yin, Yue & Zhou 2019", s -> new Ar()),
        ofValues(
            "ars",
            COUPLING,
            Categorical.class,
            Cost.of("<= K"),
            "Yin, Yue & Zhou 2019",
            s -> new Ars()),
        ofValues(
            "arsm",
            COUPLING,
            Categorical.class,
            Cost.of("<= K (K - 1) / 2 + 1"),
            "Yin, Yue & Zhou 2019",
            s -> new Arsm()));
  }
}
