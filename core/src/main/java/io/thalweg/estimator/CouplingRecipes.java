package io.thalweg.estimator;

import static io.thalweg.estimator.Family.COUPLING;
import static io.thalweg.estimator.Recipe.ofValues;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.combinator.BinaryDecisions;
import io.thalweg.estimator.coupling.Ar;
import io.thalweg.estimator.coupling.Arm;
import io.thalweg.estimator.coupling.Arms;
import io.thalweg.estimator.coupling.Ars;
import io.thalweg.estimator.coupling.Arsm;
import io.thalweg.estimator.coupling.Carms;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.coupling.LocalDisArm;
import java.util.List;

/** Recipes of the estimators with dependent draws. */
final class CouplingRecipes {

  private CouplingRecipes() {}

  static List<Recipe<?, ?>> all() {
    return List.of(
        ofValues(
            "arm",
            COUPLING,
            Bernoulli.class,
            Cost.of("2"),
            "Yin & Zhou 2019",
            s -> new Arm(),
            s -> Code.make(Arm.class)),
        ofValues(
            "disarm",
            COUPLING,
            Bernoulli.class,
            Cost.of("2"),
            "Dong, Mnih & Tucker 2020; Yin et al. 2020",
            s -> new DisArm(),
            s -> Code.make(DisArm.class)),
        ofValues(
            "disarm_tree",
            COUPLING,
            Categorical.class,
            Cost.of("2"),
            "Dong, Mnih & Tucker 2021",
            s -> new BinaryDecisions(new DisArm()),
            s -> Code.make(BinaryDecisions.class, Code.make(DisArm.class))),
        ofValues(
                "local_disarm",
                COUPLING,
                Bernoulli.class,
                Cost.of("2 K of the bound"),
                "Dong, Mnih & Tucker 2020",
                s -> new LocalDisArm(s.draws(2)),
                s -> Code.make(LocalDisArm.class, s.draws(2)))
            .ofBound(),
        ofValues(
            "arms",
            COUPLING,
            Bernoulli.class,
            Cost.draws(4),
            "Dimitriev & Zhou 2021a",
            s -> new Arms(s.draws(4)),
            s -> Code.make(Arms.class, s.draws(4))),
        ofValues(
            "carms",
            COUPLING,
            Categorical.class,
            Cost.draws(4),
            "Dimitriev & Zhou 2021b",
            s -> new Carms(s.draws(4)),
            s -> Code.make(Carms.class, s.draws(4))),
        ofValues(
            "ar",
            COUPLING,
            Categorical.class,
            Cost.of("1"),
            "Yin, Yue & Zhou 2019",
            s -> new Ar(),
            s -> Code.make(Ar.class)),
        ofValues(
            "ars",
            COUPLING,
            Categorical.class,
            Cost.of("<= K"),
            "Yin, Yue & Zhou 2019",
            s -> new Ars(),
            s -> Code.make(Ars.class)),
        ofValues(
            "arsm",
            COUPLING,
            Categorical.class,
            Cost.of("<= K (K - 1) / 2 + 1"),
            "Yin, Yue & Zhou 2019",
            s -> new Arsm(),
            s -> Code.make(Arsm.class)));
  }
}
