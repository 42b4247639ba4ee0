package io.thalweg.estimator;

import static io.thalweg.estimator.Family.COUPLING;
import static io.thalweg.estimator.Family.PATHWISE;
import static io.thalweg.estimator.Family.RELAXATION;
import static io.thalweg.estimator.Family.SCORE;

import io.thalweg.Concrete;
import io.thalweg.Cumulative;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.Ordinal;
import io.thalweg.Relaxable;
import io.thalweg.Reparameterized;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.baseline.Learned;
import io.thalweg.baseline.MovingAverage;
import io.thalweg.baseline.Optimal;
import io.thalweg.baseline.PastMean;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.estimator.coupling.Ar;
import io.thalweg.estimator.coupling.Arm;
import io.thalweg.estimator.coupling.Arms;
import io.thalweg.estimator.coupling.Ars;
import io.thalweg.estimator.coupling.Arsm;
import io.thalweg.estimator.coupling.Carms;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.pathwise.DoublyReparameterized;
import io.thalweg.estimator.pathwise.Go;
import io.thalweg.estimator.pathwise.Implicit;
import io.thalweg.estimator.pathwise.ImportanceWeighted;
import io.thalweg.estimator.pathwise.MeasureValued;
import io.thalweg.estimator.pathwise.PointSet;
import io.thalweg.estimator.pathwise.QuasiReparameterization;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.pathwise.StickingTheLanding;
import io.thalweg.estimator.relaxation.GumbelSoftmax;
import io.thalweg.estimator.relaxation.GumbelStraightThrough;
import io.thalweg.estimator.relaxation.Lax;
import io.thalweg.estimator.relaxation.MuProp;
import io.thalweg.estimator.relaxation.Rebar;
import io.thalweg.estimator.relaxation.ReinMax;
import io.thalweg.estimator.relaxation.Relax;
import io.thalweg.estimator.relaxation.StraightThrough;
import io.thalweg.estimator.score.DoubleControlVariates;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.estimator.score.ImportanceSampling;
import io.thalweg.estimator.score.LocalExpectation;
import io.thalweg.estimator.score.Nvil;
import io.thalweg.estimator.score.OptimalLoo;
import io.thalweg.estimator.score.RaoBlackwell;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.estimator.score.Rodeo;
import io.thalweg.estimator.score.UnorderedSet;
import io.thalweg.estimator.score.Vimco;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.RescaledRelaxation;
import io.thalweg.surrogate.Sum;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Every estimator of the library. An entry here enrols an estimator in the tests of unbiasedness,
 * in the workbench and in the documentation.
 */
public final class Registry {

  private static final List<Recipe<?, ?>> ALL =
      Stream.of(score(), coupling(), relaxation(), pathwise(), bounds())
          .<Recipe<?, ?>>flatMap(List::stream)
          .toList();

  private Registry() {}

  /** All estimators. */
  public static List<Recipe<?, ?>> all() {
    return ALL;
  }

  /** The estimator of an id. */
  public static Optional<Recipe<?, ?>> find(String id) {
    return ALL.stream().filter(recipe -> recipe.id().equals(id)).findFirst();
  }

  private static List<Recipe<?, ?>> score() {
    return List.of(
        values("enumeration", SCORE, Finite.class, "all outcomes", "-", s -> new Enumeration()),
        values(
            "reinforce",
            SCORE,
            Distribution.class,
            "1",
            "Glynn 1990; Williams 1992",
            s -> new Reinforce()),
        values(
            "constant_baseline",
            SCORE,
            Distribution.class,
            "1",
            "Williams 1992",
            s -> new Reinforce().minus(new PastMean())),
        values(
            "moving_average",
            SCORE,
            Distribution.class,
            "1",
            "Mnih & Gregor 2014",
            s -> new Reinforce().minus(new MovingAverage(0.99))),
        values(
            "optimal_baseline",
            SCORE,
            Distribution.class,
            "1",
            "Weaver & Tao 2001; Greensmith et al. 2004",
            s -> new Reinforce().minus(Optimal.shared(0.99))),
        values(
            "optimal_baselines",
            SCORE,
            Distribution.class,
            "1",
            "Weaver & Tao 2001; Greensmith et al. 2004",
            s -> new Reinforce().minus(Optimal.perParameter(0.99))),
        Recipe.of(
            "nvil",
            SCORE,
            Distribution.class,
            Objective.class,
            "1",
            "Mnih & Gregor 2014",
            (q, f, s, random) ->
                new Nvil(new Learned(s.networks().create(q.dimension(), random)), false)),
        values(
            "optimal_loo",
            SCORE,
            Distribution.class,
            "K = 4",
            "Weaver & Tao 2001; Mnih & Rezende 2016",
            s -> new OptimalLoo(2 * s.draws())),
        values(
            "importance_sampling",
            SCORE,
            Distribution.class,
            "K = 2",
            "Jie & Abbeel 2010; Hesterberg 1995",
            s -> ImportanceSampling.tempered(s.draws(), 0.5)),
        values(
            "unordered_set",
            SCORE,
            Finite.class,
            "K = 4",
            "Kool et al. 2020",
            s -> new UnorderedSet(2 * s.draws())),
        values(
            "rao_blackwell",
            SCORE,
            Factorized.class,
            "values of a variable",
            "Casella & Robert 1996; Ranganath et al. 2014",
            s -> new RaoBlackwell(0)),
        values(
                "vimco",
                SCORE,
                Distribution.class,
                "K of the bound",
                "Mnih & Rezende 2016",
                s -> new Vimco(s.draws()))
            .ofBound(),
        values(
            "reinforce_mean",
            SCORE,
            Distribution.class,
            "K = 2",
            "Glynn 1990; Williams 1992",
            s -> new MeanOf<>(s.draws(), new Reinforce())),
        values(
            "rloo",
            SCORE,
            Distribution.class,
            "K = 2",
            "Salimans & Knowles 2014; Kool et al. 2019",
            s -> new Rloo(s.draws())),
        slopes(
            "double_cv",
            SCORE,
            Concrete.class,
            "K = 2 with gradient",
            "Titsias & Shi 2022",
            s -> new DoubleControlVariates(s.draws(), 0.99)),
        Recipe.of(
            "rodeo",
            SCORE,
            Factorized.class,
            Objective.class,
            "K = 2",
            "Shi et al. 2022",
            Registry::rodeo),
        values(
            "local_expectation",
            SCORE,
            Factorized.class,
            "variables (values - 1) + 1",
            "Titsias & Lazaro-Gredilla 2015",
            s -> new LocalExpectation()));
  }

  private static List<Recipe<?, ?>> coupling() {
    return List.of(
        values("arm", COUPLING, Bernoulli.class, "2", "Yin & Zhou 2019", s -> new Arm()),
        values(
            "disarm",
            COUPLING,
            Bernoulli.class,
            "2",
            "Dong, Mnih & Tucker 2020; Yin et al. 2020",
            s -> new DisArm()),
        values(
            "arms",
            COUPLING,
            Bernoulli.class,
            "K = 4",
            "Dimitriev & Zhou 2021",
            s -> new Arms(2 * s.draws())),
        values(
            "carms",
            COUPLING,
            Categorical.class,
            "K = 4",
            "Dimitriev & Zhou 2021",
            s -> new Carms(2 * s.draws())),
        values("ar", COUPLING, Categorical.class, "1", "Yin, Yue & Zhou 2019", s -> new Ar()),
        values("ars", COUPLING, Categorical.class, "<= K", "Yin, Yue & Zhou 2019", s -> new Ars()),
        values(
            "arsm",
            COUPLING,
            Categorical.class,
            "<= K (K - 1) / 2 + 1",
            "Yin, Yue & Zhou 2019",
            s -> new Arsm()));
  }

  private static List<Recipe<?, ?>> relaxation() {
    return List.of(
        slopes(
                "gumbel_softmax",
                RELAXATION,
                Concrete.class,
                "1 with gradient",
                "Maddison et al. 2017; Jang et al. 2017",
                s -> new GumbelSoftmax(s.temperature()))
            .biased(GumbelSoftmax.BIAS),
        slopes(
                "straight_through",
                RELAXATION,
                Concrete.class,
                "1 with gradient",
                "Bengio et al. 2013",
                s -> new StraightThrough())
            .biased(StraightThrough.BIAS),
        slopes(
                "gumbel_straight_through",
                RELAXATION,
                Concrete.class,
                "1 with gradient",
                "Jang et al. 2017",
                s -> new GumbelStraightThrough(s.temperature()))
            .biased(GumbelStraightThrough.BIAS),
        slopes(
                "reinmax",
                RELAXATION,
                Concrete.class,
                "1 with gradient",
                "Liu et al. 2023",
                s -> new ReinMax())
            .biased(ReinMax.BIAS),
        slopes(
            "muprop",
            RELAXATION,
            Concrete.class,
            "2, 1 of them with gradient",
            "Gu et al. 2016",
            s -> new MuProp()),
        slopes(
            "rebar",
            RELAXATION,
            Concrete.class,
            "3, 2 of them with gradient",
            "Tucker et al. 2017",
            s -> new Rebar(s.temperature(), s.rate())),
        Recipe.of(
            "relax",
            RELAXATION,
            Relaxable.class,
            Objective.class,
            "1, or 3 where f has a gradient at relaxed points",
            "Grathwohl et al. 2018",
            Registry::relax),
        Recipe.of(
            "lax",
            RELAXATION,
            Reparameterized.class,
            Objective.class,
            "1",
            "Grathwohl et al. 2018",
            Registry::lax));
  }

  private static List<Recipe<?, ?>> pathwise() {
    return List.of(
        slopes(
            "reparameterization",
            PATHWISE,
            Reparameterized.class,
            "1 with gradient",
            "Kingma & Welling 2014; Rezende et al. 2014",
            s -> new Reparameterization()),
        slopes(
            "implicit",
            PATHWISE,
            Cumulative.class,
            "1 with gradient",
            "Figurnov, Mohamed & Mnih 2018; Jankowiak & Obermeyer 2018",
            s -> new Implicit()),
        slopes(
            "antithetic_reparameterization",
            PATHWISE,
            Reparameterized.class,
            "K = 2 with gradient",
            "Hammersley & Morton 1956; Wu, Goodman & Ermon 2019",
            s -> new QuasiReparameterization(s.draws(), PointSet.antithetic())),
        slopes(
            "sobol_reparameterization",
            PATHWISE,
            Reparameterized.class,
            "K = 2 with gradient",
            "Buchholz, Wenzel & Mandt 2018",
            s -> new QuasiReparameterization(s.draws(), PointSet.sobol())),
        values(
            "go", PATHWISE, Ordinal.class, "<= variables + 1", "Cong et al. 2019", s -> new Go()),
        values(
            "measure_valued",
            PATHWISE,
            WeaklyDifferentiable.class,
            "<= 2 dimension + 1",
            "Pflug 1989; Mohamed et al. 2020",
            s -> new MeasureValued()));
  }

  private static List<Recipe<?, ?>> bounds() {
    return List.of(
        slopes(
                "iwae",
                PATHWISE,
                Reparameterized.class,
                "K = 2 with gradient",
                "Burda, Grosse & Salakhutdinov 2016",
                s -> new ImportanceWeighted(s.draws()))
            .ofBound(),
        slopes(
                "stl",
                PATHWISE,
                Reparameterized.class,
                "K = 2 with gradient",
                "Roeder, Wu & Duvenaud 2017",
                s -> new StickingTheLanding(s.draws()))
            .ofBound()
            .biased(StickingTheLanding.BIAS),
        slopes(
                "dreg",
                PATHWISE,
                Reparameterized.class,
                "K = 2 with gradient",
                "Tucker, Lawson, Gu & Maddison 2019",
                s -> new DoublyReparameterized(s.draws()))
            .ofBound());
  }

  /** Makes an estimator that depends on neither law nor objective. */
  @FunctionalInterface
  private interface Maker<D extends Distribution, F extends Objective> {
    Estimator<? super D, ? super F> create(Settings settings);
  }

  /** An unbiased estimator from values of f. */
  private static <D extends Distribution> Recipe<D, Objective> values(
      String id,
      Family family,
      Class<D> law,
      String evaluations,
      String source,
      Maker<D, Objective> maker) {
    return Recipe.of(
        id,
        family,
        law,
        Objective.class,
        evaluations,
        source,
        (q, f, settings, random) -> maker.create(settings));
  }

  /** An unbiased estimator from gradients of f. */
  private static <D extends Distribution> Recipe<D, DifferentiableObjective> slopes(
      String id,
      Family family,
      Class<D> law,
      String evaluations,
      String source,
      Maker<D, DifferentiableObjective> maker) {
    return Recipe.of(
        id,
        family,
        law,
        DifferentiableObjective.class,
        evaluations,
        source,
        (q, f, settings, random) -> maker.create(settings));
  }

  /**
   * c = f(squash(z / lambda)) + r(z) where f has a gradient and can be asked at z, c = r(z) where
   * not.
   */
  private static Estimator<? super Relaxable, ? super Objective> relax(
      Relaxable q, Objective f, Settings settings, RandomGenerator random) {
    Network network = settings.networks().create(q.relaxedSize(), random);
    return q instanceof Concrete && f instanceof DifferentiableObjective
        ? relaxation(
            new Sum<>(
                RescaledRelaxation.unscaled(settings.temperature(), settings.rate()), network))
        : Relax.of(network);
  }

  private static Rodeo rodeo(Factorized q, Objective f, Settings settings, RandomGenerator random) {
    int inputs = q.sample(1, random).pointSize();
    return new Rodeo(settings.draws(), settings.networks().create(inputs, random), 0.99);
  }

  private static Lax lax(
      Reparameterized q, Objective f, Settings settings, RandomGenerator random) {
    return new Lax(settings.networks().create(Lax.inputs(q), random));
  }

  @SuppressWarnings("unchecked") // Made only for a Concrete law and an objective with a gradient.
  private static Estimator<Relaxable, Objective> relaxation(
      Sum<DifferentiableObjective> surrogate) {
    Estimator<?, ?> relax = Relax.of(surrogate);
    return (Estimator<Relaxable, Objective>) relax;
  }
}
