package io.thalweg.estimator;

import static io.thalweg.estimator.Family.COUPLING;
import static io.thalweg.estimator.Family.PATHWISE;
import static io.thalweg.estimator.Family.RELAXATION;
import static io.thalweg.estimator.Family.SCORE;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.Relaxable;
import io.thalweg.Reparameterized;
import io.thalweg.baseline.MovingAverage;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.coupling.Ar;
import io.thalweg.estimator.coupling.Arm;
import io.thalweg.estimator.coupling.Ars;
import io.thalweg.estimator.coupling.Arsm;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.relaxation.GumbelSoftmax;
import io.thalweg.estimator.relaxation.MuProp;
import io.thalweg.estimator.relaxation.Rebar;
import io.thalweg.estimator.relaxation.ReinMax;
import io.thalweg.estimator.relaxation.Relax;
import io.thalweg.estimator.relaxation.StraightThrough;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.estimator.score.LocalExpectation;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.RescaledRelaxation;
import io.thalweg.surrogate.Sum;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Every estimator of the library. An entry here enrols an estimator in the tests of unbiasedness,
 * in the workbench and in the documentation.
 */
public final class Registry {

  private static final List<Recipe<?, ?>> ALL =
      List.of(
          values("enumeration", SCORE, Finite.class, "all outcomes", "-", new Enumeration()),
          values(
              "reinforce",
              SCORE,
              Distribution.class,
              "1",
              "Glynn 1990; Williams 1992",
              new Reinforce()),
          new Recipe<>(
              "moving_average",
              SCORE,
              Distribution.class,
              Objective.class,
              Optional.empty(),
              "1",
              "Mnih & Gregor 2014",
              (q, f, settings, random) -> new Reinforce(new MovingAverage(0.99))),
          values(
              "rloo",
              SCORE,
              Distribution.class,
              "K = 2",
              "Salimans & Knowles 2014; Kool et al. 2019",
              new Rloo(2)),
          values(
              "local_expectation",
              SCORE,
              Bernoulli.class,
              "variables + 1",
              "Titsias & Lazaro-Gredilla 2015; Cong et al. 2019",
              new LocalExpectation()),
          values("arm", COUPLING, Bernoulli.class, "2", "Yin & Zhou 2019", new Arm()),
          values(
              "disarm",
              COUPLING,
              Bernoulli.class,
              "2",
              "Dong, Mnih & Tucker 2020; Yin et al. 2020",
              new DisArm()),
          values("ar", COUPLING, Categorical.class, "1", "Yin, Yue & Zhou 2019", new Ar()),
          values("ars", COUPLING, Categorical.class, "<= K", "Yin, Yue & Zhou 2019", new Ars()),
          values(
              "arsm",
              COUPLING,
              Categorical.class,
              "<= K (K - 1) / 2 + 1",
              "Yin, Yue & Zhou 2019",
              new Arsm()),
          new Recipe<>(
              "gumbel_softmax",
              RELAXATION,
              Relaxable.class,
              DifferentiableObjective.class,
              Optional.of(GumbelSoftmax.BIAS),
              "1 with gradient",
              "Maddison et al. 2017; Jang et al. 2017",
              (q, f, settings, random) -> new GumbelSoftmax(settings.temperature())),
          new Recipe<>(
              "straight_through",
              RELAXATION,
              Relaxable.class,
              DifferentiableObjective.class,
              Optional.of(StraightThrough.BIAS),
              "1 with gradient",
              "Bengio et al. 2013",
              (q, f, settings, random) -> new StraightThrough()),
          new Recipe<>(
              "reinmax",
              RELAXATION,
              Relaxable.class,
              DifferentiableObjective.class,
              Optional.of(ReinMax.BIAS),
              "1 with gradient",
              "Liu et al. 2023",
              (q, f, settings, random) -> new ReinMax()),
          new Recipe<>(
              "muprop",
              RELAXATION,
              Relaxable.class,
              DifferentiableObjective.class,
              Optional.empty(),
              "2, 1 of them with gradient",
              "Gu et al. 2016",
              (q, f, settings, random) -> new MuProp()),
          new Recipe<>(
              "rebar",
              RELAXATION,
              Relaxable.class,
              DifferentiableObjective.class,
              Optional.empty(),
              "3, 2 of them with gradient",
              "Tucker et al. 2017",
              (q, f, settings, random) -> new Rebar(settings.temperature(), settings.rate())),
          new Recipe<>(
              "relax",
              RELAXATION,
              Relaxable.class,
              Objective.class,
              Optional.empty(),
              "1, or 3 where f has a gradient",
              "Grathwohl et al. 2018",
              Registry::relax),
          new Recipe<>(
              "reparameterization",
              PATHWISE,
              Reparameterized.class,
              DifferentiableObjective.class,
              Optional.empty(),
              "1 with gradient",
              "Kingma & Welling 2014; Rezende et al. 2014",
              (q, f, settings, random) -> new Reparameterization()));

  private Registry() {}

  /** All estimators. */
  public static List<Recipe<?, ?>> all() {
    return ALL;
  }

  /** The estimator of an id. */
  public static Optional<Recipe<?, ?>> find(String id) {
    return ALL.stream().filter(recipe -> recipe.id().equals(id)).findFirst();
  }

  /** An unbiased estimator from values of f, without settings. */
  private static <D extends Distribution> Recipe<D, Objective> values(
      String id,
      Family family,
      Class<D> law,
      String evaluations,
      String source,
      Estimator<? super D, Objective> estimator) {
    return new Recipe<>(
        id,
        family,
        law,
        Objective.class,
        Optional.empty(),
        evaluations,
        source,
        (q, f, settings, random) -> estimator);
  }

  /** c = f(squash(z / lambda)) + r(z) where f has a gradient, c = r(z) where it is a black box. */
  private static Estimator<Relaxable, Objective> relax(
      Relaxable q, Objective f, Settings settings, RandomGenerator random) {
    Network network = settings.networks().create(q.mean().points().pointSize(), random);
    return f instanceof DifferentiableObjective
        ? relaxation(
            new Sum<>(
                RescaledRelaxation.unscaled(settings.temperature(), settings.rate()), network))
        : new Relax<>(network);
  }

  @SuppressWarnings("unchecked") // Made only for an objective with a gradient.
  private static Estimator<Relaxable, Objective> relaxation(
      Sum<DifferentiableObjective> surrogate) {
    return (Estimator<Relaxable, Objective>)
        (Estimator<Relaxable, ?>) new Relax<DifferentiableObjective>(surrogate);
  }
}
