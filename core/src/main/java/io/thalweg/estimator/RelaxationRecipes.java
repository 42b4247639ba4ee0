package io.thalweg.estimator;

import static io.thalweg.estimator.Family.RELAXATION;
import static io.thalweg.estimator.Recipe.ofSlopes;

import io.thalweg.Assigned;
import io.thalweg.Averaged;
import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Objective;
import io.thalweg.Relaxable;
import io.thalweg.Reparameterized;
import io.thalweg.Squashed;
import io.thalweg.estimator.relaxation.GumbelRao;
import io.thalweg.estimator.relaxation.GumbelSinkhorn;
import io.thalweg.estimator.relaxation.GumbelSoftmax;
import io.thalweg.estimator.relaxation.GumbelStraightThrough;
import io.thalweg.estimator.relaxation.Lax;
import io.thalweg.estimator.relaxation.MuProp;
import io.thalweg.estimator.relaxation.Rebar;
import io.thalweg.estimator.relaxation.ReinMax;
import io.thalweg.estimator.relaxation.Relax;
import io.thalweg.estimator.relaxation.ScaledMuProp;
import io.thalweg.estimator.relaxation.SecondOrderMuProp;
import io.thalweg.estimator.relaxation.StraightThrough;
import io.thalweg.surrogate.Angular;
import io.thalweg.surrogate.RescaledRelaxation;
import io.thalweg.surrogate.Sum;
import java.util.List;

/**
 * Recipes of the estimators with points between the outcomes of a discrete law, or with surrogates.
 */
final class RelaxationRecipes {

  // Of relaxed points. Means, which take no noise, have 1, where they are those of the law.
  private static final double TEMPERATURE = 0.5;
  private static final int SINKHORN_ITERATIONS = 20;

  private RelaxationRecipes() {}

  static List<Recipe<?, ?>> all() {
    return List.of(
        ofSlopes(
                "gumbel_softmax",
                RELAXATION,
                Concrete.class,
                Cost.of("1 with gradient"),
                "Maddison et al. 2017; Jang et al. 2017",
                s -> new GumbelSoftmax(s.temperature(TEMPERATURE)),
                s -> Code.make(GumbelSoftmax.class, s.temperature(TEMPERATURE)))
            .biased(GumbelSoftmax.BIAS),
        ofSlopes(
                "gumbel_sinkhorn",
                RELAXATION,
                Assigned.class,
                Cost.of("1 with gradient"),
                "Mena et al. 2018",
                s ->
                    new GumbelSinkhorn(
                        s.temperature(TEMPERATURE), s.iterations(SINKHORN_ITERATIONS)),
                s ->
                    Code.make(
                        GumbelSinkhorn.class,
                        s.temperature(TEMPERATURE),
                        s.iterations(SINKHORN_ITERATIONS)))
            .biased(GumbelSinkhorn.BIAS),
        ofSlopes(
                "straight_through",
                RELAXATION,
                Averaged.class,
                Cost.of("1 with gradient"),
                "Bengio et al. 2013",
                s -> new StraightThrough(s.temperature(1)),
                s -> Code.make(StraightThrough.class, s.temperature(1)))
            .biased(StraightThrough.BIAS),
        ofSlopes(
                "gumbel_straight_through",
                RELAXATION,
                Concrete.class,
                Cost.of("1 with gradient"),
                "Jang et al. 2017",
                s -> new GumbelStraightThrough(s.temperature(TEMPERATURE)),
                s -> Code.make(GumbelStraightThrough.class, s.temperature(TEMPERATURE)))
            .biased(GumbelStraightThrough.BIAS),
        ofSlopes(
                "gumbel_rao",
                RELAXATION,
                Concrete.class,
                Cost.of("1 with gradient"),
                "Paulus, Maddison & Krause 2021",
                s -> new GumbelRao(s.draws(10), s.temperature(TEMPERATURE)),
                s -> Code.make(GumbelRao.class, s.draws(10), s.temperature(TEMPERATURE)))
            .biased(GumbelRao.BIAS),
        ofSlopes(
                "reinmax",
                RELAXATION,
                Squashed.class,
                Cost.of("1 with gradient"),
                "Liu et al. 2023",
                s -> new ReinMax(s.temperature(1)),
                s -> Code.make(ReinMax.class, s.temperature(1)))
            .biased(ReinMax.BIAS),
        ofSlopes(
            "muprop",
            RELAXATION,
            Averaged.class,
            Cost.of("2, 1 of them with gradient"),
            "Gu et al. 2016",
            s -> new MuProp(),
            s -> Code.make(MuProp.class)),
        ofSlopes(
            "muprop_scaled",
            RELAXATION,
            Averaged.class,
            Cost.of("2, 1 of them with gradient"),
            "Gu et al. 2016",
            s -> new ScaledMuProp(0.99),
            s -> Code.make(ScaledMuProp.class, 0.99)),
        ofSlopes(
            "muprop_second_order",
            RELAXATION,
            Squashed.class,
            Cost.of("2, 1 of them with gradient and Hessian"),
            "after Gu et al. 2016",
            s -> new SecondOrderMuProp(),
            s -> Code.make(SecondOrderMuProp.class)),
        ofSlopes(
            "rebar",
            RELAXATION,
            Concrete.class,
            Cost.of("3, 2 of them with gradient"),
            "Tucker et al. 2017",
            s -> new Rebar(s.temperature(TEMPERATURE), s.rate()),
            s -> Code.make(Rebar.class, s.temperature(TEMPERATURE), s.rate())),
        relax(),
        Recipe.of(
            "lax",
            RELAXATION,
            Reparameterized.class,
            Objective.class,
            Cost.of("1"),
            "Grathwohl et al. 2018",
            (q, s, random) -> new Lax(s.networks().create(Angular.inputs(q), random)),
            s ->
                Code.make(
                    Lax.class, s.networks().code(Code.call(Angular.class, "inputs", "law")))));
  }

  /**
   * RELAX with c = f(squash(z / lambda)) + r(z) if f has a gradient and can be evaluated at z,
   * otherwise with c = r(z).
   */
  private static Recipe<Relaxable, Objective> relax() {
    Code inputs = Code.of("law.relaxedSize()");
    return Recipe.of(
            "relax",
            RELAXATION,
            Relaxable.class,
            Objective.class,
            Cost.of("1, or 3 where f has a gradient at relaxed points"),
            "Grathwohl et al. 2018",
            (q, s, random) -> Relax.of(s.networks().create(q.relaxedSize(), random)),
            s -> Code.call(Relax.class, "of", s.networks().code(inputs)))
        .orRather(
            Concrete.class,
            DifferentiableObjective.class,
            (q, s, random) ->
                Relax.of(
                    new Sum<>(
                        RescaledRelaxation.unscaled(s.temperature(TEMPERATURE), s.rate()),
                        s.networks().create(q.relaxedSize(), random))),
            s ->
                Code.call(
                    Relax.class,
                    "of",
                    Code.make(
                        Sum.class,
                        Code.call(
                            RescaledRelaxation.class,
                            "unscaled",
                            s.temperature(TEMPERATURE),
                            s.rate()),
                        s.networks().code(inputs))));
  }
}
