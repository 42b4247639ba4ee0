package io.thalweg.estimator;

import static io.thalweg.estimator.Family.FLOW;
import static io.thalweg.estimator.Recipe.ofSlopes;

import io.thalweg.Cumulative;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Reparameterized;
import io.thalweg.distribution.Mixture;
import io.thalweg.estimator.flow.Basis;
import io.thalweg.estimator.flow.Fields;
import io.thalweg.estimator.flow.JumpFlow;
import io.thalweg.estimator.flow.LearnedFlow;
import io.thalweg.estimator.flow.OptimalFlow;
import io.thalweg.estimator.flow.ProbabilityFlow;
import io.thalweg.objective.Piecewise;
import io.thalweg.surrogate.Angular;
import java.util.List;

/** Recipes of the estimators with a velocity field and a sampling law. */
final class FlowRecipes {

  private FlowRecipes() {}

  static List<Recipe<?, ?>> all() {
    return List.of(
        ofSlopes(
            "probability_flow",
            FLOW,
            Reparameterized.class,
            Cost.of("1 with gradient"),
            "Parmas & Sugiyama 2021",
            s -> halfway()),
        ofSlopes(
            "optimal_flow",
            FLOW,
            Reparameterized.class,
            Cost.draws(5).withGradient(),
            "Parmas & Sugiyama 2021; Oates, Girolami & Chopin 2017",
            s -> new OptimalFlow(5 * s.draws())),
        Recipe.of(
            "learned_flow",
            FLOW,
            Reparameterized.class,
            DifferentiableObjective.class,
            Cost.draws(5).withGradient(),
            "Parmas & Sugiyama 2021; Ruiz, Titsias & Blei 2016",
            (q, f, s, random) ->
                new LearnedFlow(
                    5 * s.draws(),
                    Basis.ofDegree(1),
                    2000,
                    List.of(s.networks().create(Angular.inputs(q), random)),
                    s.rate())),
        Recipe.of(
            "jump_flow",
            FLOW,
            Cumulative.class,
            Piecewise.class,
            Cost.of("1 with gradient, 1 value a surface"),
            "Lee, Yu & Yang 2018; Parmas & Sugiyama 2021",
            (law, f, s, random) -> new JumpFlow()));
  }

  /** Makes a flow along half of the law's path, at draws of the law and of a tempered law. */
  private static ProbabilityFlow<Reparameterized> halfway() {
    DifferentiableObjective half = DifferentiableObjective.of(x -> 0.5, x -> new double[x.length]);
    return ProbabilityFlow.<Reparameterized>along(law -> Fields.scaled(half, law.velocity()))
        .drawnFrom(law -> Mixture.tempered(law, 0.5));
  }
}
