package io.thalweg.estimator;

import static io.thalweg.estimator.Family.PATHWISE;
import static io.thalweg.estimator.Recipe.ofSlopes;
import static io.thalweg.estimator.Recipe.ofValues;

import io.thalweg.Cumulative;
import io.thalweg.Ordinal;
import io.thalweg.Reparameterized;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.estimator.combinator.RiskOf;
import io.thalweg.estimator.pathwise.DoublyReparameterized;
import io.thalweg.estimator.pathwise.FiniteDifference;
import io.thalweg.estimator.pathwise.Go;
import io.thalweg.estimator.pathwise.Implicit;
import io.thalweg.estimator.pathwise.ImportanceWeighted;
import io.thalweg.estimator.pathwise.MeasureValued;
import io.thalweg.estimator.pathwise.QuasiReparameterization;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.pathwise.Spsa;
import io.thalweg.estimator.pathwise.StickingTheLanding;
import io.thalweg.support.PointSet;
import java.util.List;
import java.util.stream.Stream;

/** Recipes of the estimators along the path of a law. */
final class PathwiseRecipes {

  private static final double STEP = 0.1;

  private PathwiseRecipes() {}

  static List<Recipe<?, ?>> all() {
    return Stream.of(estimators(), bounds()).<Recipe<?, ?>>flatMap(List::stream).toList();
  }

  private static List<Recipe<?, ?>> estimators() {
    return List.of(
        ofSlopes(
            "reparameterization",
            PATHWISE,
            Reparameterized.class,
            Cost.of("1 with gradient"),
            "Kingma & Welling 2014; Rezende et al. 2014",
            s -> new Reparameterization(),
            s -> Code.make(Reparameterization.class)),
        ofSlopes(
            "implicit",
            PATHWISE,
            Cumulative.class,
            Cost.of("1 with gradient"),
            "Figurnov, Mohamed & Mnih 2018; Jankowiak & Obermeyer 2018",
            s -> new Implicit(),
            s -> Code.make(Implicit.class)),
        ofSlopes(
            "antithetic_reparameterization",
            PATHWISE,
            Reparameterized.class,
            Cost.draws(2).withGradient(),
            "Hammersley & Morton 1956; Wu, Goodman & Ermon 2019",
            s -> new QuasiReparameterization(s.draws(2), PointSet.antithetic()),
            s ->
                Code.make(
                    QuasiReparameterization.class,
                    s.draws(2),
                    Code.call(PointSet.class, "antithetic"))),
        ofSlopes(
            "sobol_reparameterization",
            PATHWISE,
            Reparameterized.class,
            Cost.draws(2).withGradient(),
            "Buchholz, Wenzel & Mandt 2018",
            s -> new QuasiReparameterization(s.draws(2), PointSet.sobol()),
            s ->
                Code.make(
                    QuasiReparameterization.class, s.draws(2), Code.call(PointSet.class, "sobol"))),
        ofSlopes(
                "risk_pathwise",
                PATHWISE,
                Reparameterized.class,
                s -> {
                  int half = s.draws(RiskRecipes.draws(s));
                  return half + " pilots + " + half + " with gradient";
                },
                "Hong & Liu 2009; Hong 2009",
                s -> {
                  int half = s.draws(RiskRecipes.draws(s));
                  return new RiskOf<>(
                      s.ofRisk(), Math.max(2, half), new MeanOf<>(half, new Reparameterization()));
                },
                s -> {
                  int half = s.draws(RiskRecipes.draws(s));
                  return Code.make(
                      RiskOf.class,
                      RiskRecipes.code(s),
                      Math.max(2, half),
                      Code.make(MeanOf.class, half, Code.make(Reparameterization.class)));
                })
            .ofRisk(RiskOf.BIAS),
        ofValues(
            "go",
            PATHWISE,
            Ordinal.class,
            Cost.of("<= variables + 1"),
            "Cong et al. 2019",
            s -> new Go(),
            s -> Code.make(Go.class)),
        ofValues(
            "measure_valued",
            PATHWISE,
            WeaklyDifferentiable.class,
            Cost.of("<= 2 dimension + 1"),
            "Pflug 1989; Mohamed et al. 2020",
            s -> new MeasureValued(),
            s -> Code.make(MeasureValued.class)),
        ofValues(
                "finite_difference",
                PATHWISE,
                Reparameterized.class,
                Cost.of("2 dimension"),
                "Glasserman & Yao 1992",
                s -> new FiniteDifference(s.step(STEP)),
                s -> Code.make(FiniteDifference.class, s.step(STEP)))
            .biased(FiniteDifference.BIAS),
        ofValues(
                "spsa",
                PATHWISE,
                Reparameterized.class,
                Cost.of("2"),
                "Spall 1992",
                s -> new Spsa(s.step(STEP)),
                s -> Code.make(Spsa.class, s.step(STEP)))
            .biased(Spsa.BIAS));
  }

  private static List<Recipe<?, ?>> bounds() {
    return List.of(
        ofSlopes(
                "iwae",
                PATHWISE,
                Reparameterized.class,
                Cost.draws(2).withGradient(),
                "Burda, Grosse & Salakhutdinov 2016",
                s -> new ImportanceWeighted(s.draws(2)),
                s -> Code.make(ImportanceWeighted.class, s.draws(2)))
            .ofBound(),
        ofSlopes(
                "stl",
                PATHWISE,
                Reparameterized.class,
                Cost.draws(2).withGradient(),
                "Roeder, Wu & Duvenaud 2017",
                s -> new StickingTheLanding(s.draws(2)),
                s -> Code.make(StickingTheLanding.class, s.draws(2)))
            .ofBound()
            .biased(StickingTheLanding.BIAS),
        ofSlopes(
                "dreg",
                PATHWISE,
                Reparameterized.class,
                Cost.draws(2).withGradient(),
                "Tucker, Lawson, Gu & Maddison 2019",
                s -> new DoublyReparameterized(s.draws(2)),
                s -> Code.make(DoublyReparameterized.class, s.draws(2)))
            .ofBound());
  }
}
