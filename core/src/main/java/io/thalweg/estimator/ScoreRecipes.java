package io.thalweg.estimator;

import static io.thalweg.estimator.Family.SCORE;
import static io.thalweg.estimator.Recipe.ofSlopes;
import static io.thalweg.estimator.Recipe.ofValues;

import io.thalweg.Concrete;
import io.thalweg.Distribution;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.baseline.Learned;
import io.thalweg.baseline.MovingAverage;
import io.thalweg.baseline.Optimal;
import io.thalweg.baseline.PastMean;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.estimator.regression.PolynomialRegression;
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
import java.util.List;
import java.util.random.RandomGenerator;

/** Recipes of the likelihood-ratio estimators. */
final class ScoreRecipes {

  private ScoreRecipes() {}

  static List<Recipe<?, ?>> all() {
    return List.of(
        ofValues(
                "enumeration",
                SCORE,
                Finite.class,
                Cost.of("all outcomes"),
                "-",
                s -> new Enumeration())
            .asYardstick(),
        ofValues(
            "reinforce",
            SCORE,
            Distribution.class,
            Cost.of("1"),
            "Glynn 1990; Williams 1992",
            s -> new Reinforce()),
        ofValues(
            "constant_baseline",
            SCORE,
            Distribution.class,
            Cost.of("1"),
            "Williams 1992",
            s -> new Reinforce().minus(new PastMean())),
        ofValues(
            "moving_average",
            SCORE,
            Distribution.class,
            Cost.of("1"),
            "Mnih & Gregor 2014",
            s -> new Reinforce().minus(new MovingAverage(0.99))),
        ofValues(
            "optimal_baseline",
            SCORE,
            Distribution.class,
            Cost.of("1"),
            "Weaver & Tao 2001; Greensmith et al. 2004",
            s -> new Reinforce().minus(Optimal.shared(0.99))),
        ofValues(
            "optimal_baseline_per_parameter",
            SCORE,
            Distribution.class,
            Cost.of("1"),
            "Weaver & Tao 2001; Greensmith et al. 2004",
            s -> new Reinforce().minus(Optimal.perParameter(0.99))),
        Recipe.of(
            "nvil",
            SCORE,
            Distribution.class,
            Objective.class,
            Cost.of("1"),
            "Mnih & Gregor 2014",
            (q, f, s, random) ->
                new Nvil(new Learned(s.networks().create(q.dimension(), random)), false)),
        ofValues(
            "optimal_loo",
            SCORE,
            Distribution.class,
            Cost.draws(2),
            "Weaver & Tao 2001; Mnih & Rezende 2016",
            s -> new OptimalLoo(2 * s.draws())),
        ofValues(
            "importance_sampling",
            SCORE,
            Distribution.class,
            Cost.draws(1),
            "Jie & Abbeel 2010; Hesterberg 1995",
            s -> ImportanceSampling.tempered(s.draws(), 0.5)),
        ofValues(
            "unordered_set",
            SCORE,
            Finite.class,
            Cost.draws(2),
            "Kool et al. 2020",
            s -> new UnorderedSet(2 * s.draws())),
        ofValues(
            "rao_blackwell",
            SCORE,
            Factorized.class,
            Cost.of("values of a variable"),
            "Casella & Robert 1996; Ranganath et al. 2014",
            s -> new RaoBlackwell(0)),
        ofValues(
                "vimco",
                SCORE,
                Distribution.class,
                Cost.of("K of the bound"),
                "Mnih & Rezende 2016",
                s -> new Vimco(s.draws()))
            .ofBound(),
        ofValues(
            "reinforce_mean",
            SCORE,
            Distribution.class,
            Cost.draws(1),
            "Glynn 1990; Williams 1992",
            s -> new MeanOf<>(s.draws(), new Reinforce())),
        ofValues(
            "rloo",
            SCORE,
            Distribution.class,
            Cost.draws(1),
            "Salimans & Knowles 2014; Kool et al. 2019",
            s -> new Rloo(s.draws())),
        ofSlopes(
            "double_cv",
            SCORE,
            Concrete.class,
            Cost.draws(1).withGradient(),
            "Titsias & Shi 2022",
            s -> new DoubleControlVariates(s.draws(), 0.99)),
        Recipe.of(
            "rodeo",
            SCORE,
            Factorized.class,
            Objective.class,
            Cost.draws(1),
            "Shi et al. 2022",
            ScoreRecipes::rodeo),
        ofValues(
            "regression",
            SCORE,
            Factorized.class,
            Cost.draws(1),
            "after Owen & Zhou 2000; Gu et al. 2016",
            s -> new PolynomialRegression(s.draws())),
        ofValues(
            "local_expectation",
            SCORE,
            Factorized.class,
            Cost.of("variables (values - 1) + 1"),
            "Titsias & Lazaro-Gredilla 2015",
            s -> new LocalExpectation()));
  }

  private static Rodeo rodeo(
      Factorized q, Class<? extends Objective> f, Settings settings, RandomGenerator random) {
    int inputs = q.shape().pointSize();
    return new Rodeo(settings.draws(), settings.networks().create(inputs, random), 0.99);
  }
}
