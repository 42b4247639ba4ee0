package io.thalweg.estimator;

import static io.thalweg.estimator.Family.RELAXATION;
import static io.thalweg.estimator.Recipe.ofSlopes;

import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Relaxable;
import io.thalweg.Reparameterized;
import io.thalweg.estimator.relaxation.GumbelSoftmax;
import io.thalweg.estimator.relaxation.GumbelStraightThrough;
import io.thalweg.estimator.relaxation.Lax;
import io.thalweg.estimator.relaxation.MuProp;
import io.thalweg.estimator.relaxation.Rebar;
import io.thalweg.estimator.relaxation.ReinMax;
import io.thalweg.estimator.relaxation.Relax;
import io.thalweg.estimator.relaxation.StraightThrough;
import io.thalweg.surrogate.Angular;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.RescaledRelaxation;
import io.thalweg.surrogate.Sum;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Recipes of the estimators with points between the outcomes of a discrete law, or with surrogates.
 */
final class RelaxationRecipes {

  private RelaxationRecipes() {}

  static List<Recipe<?, ?>> all() {
    return List.of(
        ofSlopes(
                "gumbel_softmax",
                RELAXATION,
                Concrete.class,
                Cost.of("1 with gradient"),
                "Maddison et al. 2017; Jang et al. 2017",
                s -> new GumbelSoftmax(s.temperature()))
            .biased(GumbelSoftmax.BIAS),
        ofSlopes(
                "straight_through",
                RELAXATION,
                Concrete.class,
                Cost.of("1 with gradient"),
                "Bengio et al. 2013",
                s -> new StraightThrough())
            .biased(StraightThrough.BIAS),
        ofSlopes(
                "gumbel_straight_through",
                RELAXATION,
                Concrete.class,
                Cost.of("1 with gradient"),
                "Jang et al. 2017",
                s -> new GumbelStraightThrough(s.temperature()))
            .biased(GumbelStraightThrough.BIAS),
        ofSlopes(
                "reinmax",
                RELAXATION,
                Concrete.class,
                Cost.of("1 with gradient"),
                "Liu et al. 2023",
                s -> new ReinMax())
            .biased(ReinMax.BIAS),
        ofSlopes(
            "muprop",
            RELAXATION,
            Concrete.class,
            Cost.of("2, 1 of them with gradient"),
            "Gu et al. 2016",
            s -> new MuProp()),
        ofSlopes(
            "rebar",
            RELAXATION,
            Concrete.class,
            Cost.of("3, 2 of them with gradient"),
            "Tucker et al. 2017",
            s -> new Rebar(s.temperature(), s.rate())),
        Recipe.of(
            "relax",
            RELAXATION,
            Relaxable.class,
            Objective.class,
            Cost.of("1, or 3 where f has a gradient at relaxed points"),
            "Grathwohl et al. 2018",
            RelaxationRecipes::relax),
        Recipe.of(
            "lax",
            RELAXATION,
            Reparameterized.class,
            Objective.class,
            Cost.of("1"),
            "Grathwohl et al. 2018",
            RelaxationRecipes::lax));
  }

  /**
   * Makes RELAX with c = f(squash(z / lambda)) + r(z) if f has a gradient and can be evaluated at
   * z, otherwise with c = r(z).
   */
  private static Estimator<? super Relaxable, ? super Objective> relax(
      Relaxable q, Class<? extends Objective> f, Settings settings, RandomGenerator random) {
    Network network = settings.networks().create(q.relaxedSize(), random);
    return q instanceof Concrete && DifferentiableObjective.class.isAssignableFrom(f)
        ? relaxation(
            new Sum<>(
                RescaledRelaxation.unscaled(settings.temperature(), settings.rate()), network))
        : Relax.of(network);
  }

  private static Lax lax(
      Reparameterized q, Class<? extends Objective> f, Settings settings, RandomGenerator random) {
    return new Lax(settings.networks().create(Angular.inputs(q), random));
  }

  @SuppressWarnings("unchecked") // Made only for a Concrete law and an objective with a gradient.
  private static Estimator<Relaxable, Objective> relaxation(
      Sum<DifferentiableObjective> surrogate) {
    Estimator<?, ?> relax = Relax.of(surrogate);
    return (Estimator<Relaxable, Objective>) relax;
  }
}
