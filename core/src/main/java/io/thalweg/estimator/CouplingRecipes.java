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

/** Estimators from dependent draws, by the names of the command line. */
final class CouplingRecipes {

  private CouplingRecipes() {}

  static List<Recipe<?, ?>> all() {
    return List.of(
        ofValues("arm", COUPLING, Bernoulli.class, "2", "Yin & Zhou 2019", s -> new Arm()),
        ofValues(
            "disarm",
            COUPLING,
            Bernoulli.class,
            "2",
            "Dong, Mnih & Tucker 2020; Yin et al. 2020",
            s -> new DisArm()),
        ofValues(
            "arms",
            COUPLING,
            Bernoulli.class,
            "K = 4",
            "Dimitriev & Zhou 2021",
            s -> new Arms(2 * s.draws())),
        ofValues(
            "carms",
            COUPLING,
            Categorical.class,
            "K = 4",
            "Dimitriev & Zhou 2021",
            s -> new Carms(2 * s.draws())),
        ofValues("ar", COUPLING, Categorical.class, "1", "Yin, Yue & Zhou 2019", s -> new Ar()),
        ofValues(
            "ars", COUPLING, Categorical.class, "<= K", "Yin, Yue & Zhou 2019", s -> new Ars()),
        ofValues(
            "arsm",
            COUPLING,
            Categorical.class,
            "<= K (K - 1) / 2 + 1",
            "Yin, Yue & Zhou 2019",
            s -> new Arsm()));
  }
}
