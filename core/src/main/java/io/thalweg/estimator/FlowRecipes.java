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
import io.thalweg.estimator.flow.SobolFlow;
import io.thalweg.objective.Piecewise;
import io.thalweg.surrogate.Angular;
import java.util.List;

/** Recipes of the estimators with a velocity field and a sampling law. */
final class FlowRecipes {

  private static final Code HALFWAY =
      Code.of(
          """
          ProbabilityFlow.<Reparameterized>along(
                  q ->
                      Fields.scaled(
                          DifferentiableObjective.of(
                              x -> 0.5, x -> new double[x.length]),
                          q.velocity()))
              .drawnFrom(q -> Mixture.tempered(q, 0.5))""",
          ProbabilityFlow.class,
          Reparameterized.class,
          Fields.class,
          DifferentiableObjective.class,
          Mixture.class);

  private FlowRecipes() {}

  static List<Recipe<?, ?>> all() {
    return List.of(
        ofSlopes(
            "probability_flow",
            FLOW,
            Reparameterized.class,
            Cost.of("1 with gradient"),
            "Parmas & Sugiyama 2021",
            s -> halfway(),
            s -> HALFWAY),
        ofSlopes(
            "optimal_flow",
            FLOW,
            Reparameterized.class,
            Cost.draws(10).withGradient(),
            "Parmas & Sugiyama 2021; Oates, Girolami & Chopin 2017",
            s -> new OptimalFlow(s.draws(10)),
            s -> Code.make(OptimalFlow.class, s.draws(10))),
        ofSlopes(
            "sobol_flow",
            FLOW,
            Reparameterized.class,
            Cost.draws(10).withGradient(),
            "Parmas & Sugiyama 2021; Buchholz, Wenzel & Mandt 2018",
            s -> new SobolFlow(s.draws(10)),
            s -> Code.make(SobolFlow.class, s.draws(10))),
        Recipe.of(
            "learned_flow",
            FLOW,
            Reparameterized.class,
            DifferentiableObjective.class,
            Cost.draws(10).withGradient(),
            "Parmas & Sugiyama 2021; Ruiz, Titsias & Blei 2016",
            (q, s, random) ->
                new LearnedFlow(
                    s.draws(10),
                    Basis.ofDegree(1),
                    2000,
                    List.of(s.networks().create(Angular.inputs(q), random)),
                    s.rate()),
            s ->
                Code.make(
                    LearnedFlow.class,
                    s.draws(10),
                    Code.call(Basis.class, "ofDegree", 1),
                    2000,
                    Code.call(
                        List.class,
                        "of",
                        s.networks().code(Code.call(Angular.class, "inputs", "law"))),
                    s.rate())),
        Recipe.of(
            "jump_flow",
            FLOW,
            Cumulative.class,
            Piecewise.class,
            Cost.of("1 with gradient, 1 value a surface"),
            "Lee, Yu & Yang 2018; Parmas & Sugiyama 2021",
            (law, s, random) -> new JumpFlow(),
            s -> Code.make(JumpFlow.class)));
  }

  /** Makes a flow along half of the law's path, at draws of the law and of a tempered law. */
  private static ProbabilityFlow<Reparameterized> halfway() {
    return ProbabilityFlow.<Reparameterized>along(
            q ->
                Fields.scaled(
                    DifferentiableObjective.of(x -> 0.5, x -> new double[x.length]), q.velocity()))
        .drawnFrom(q -> Mixture.tempered(q, 0.5));
  }
}
