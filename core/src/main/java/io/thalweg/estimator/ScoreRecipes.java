package io.thalweg.estimator;

import static io.thalweg.estimator.Family.SCORE;
import static io.thalweg.estimator.Recipe.ofSlopes;
import static io.thalweg.estimator.Recipe.ofValues;

import io.thalweg.Averaged;
import io.thalweg.Distribution;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import io.thalweg.MeanField;
import io.thalweg.Objective;
import io.thalweg.Reparameterized;
import io.thalweg.Sequential;
import io.thalweg.baseline.Learned;
import io.thalweg.baseline.MovingAverage;
import io.thalweg.baseline.Optimal;
import io.thalweg.baseline.PastMean;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.estimator.coupling.Arms;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.regression.SurrogateRegression;
import io.thalweg.estimator.score.BestOf;
import io.thalweg.estimator.score.DoubleControlVariates;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.estimator.score.Grpo;
import io.thalweg.estimator.score.ImportanceSampling;
import io.thalweg.estimator.score.LocalExpectation;
import io.thalweg.estimator.score.MirroredScore;
import io.thalweg.estimator.score.Nvil;
import io.thalweg.estimator.score.OptimalLoo;
import io.thalweg.estimator.score.RaoBlackwell;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.RiskScore;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.estimator.score.Rodeo;
import io.thalweg.estimator.score.SelfCritic;
import io.thalweg.estimator.score.SumAndSample;
import io.thalweg.estimator.score.TailSampling;
import io.thalweg.estimator.score.UnorderedSet;
import io.thalweg.estimator.score.Vimco;
import java.util.List;

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
                s -> new Enumeration(),
                s -> Code.make(Enumeration.class))
            .asYardstick(),
        ofValues(
            "reinforce",
            SCORE,
            Distribution.class,
            Cost.of("1"),
            "Glynn 1990; Williams 1992",
            s -> new Reinforce(),
            s -> Code.make(Reinforce.class)),
        ofValues(
            "constant_baseline",
            SCORE,
            Distribution.class,
            Cost.of("1"),
            "Williams 1992",
            s -> new Reinforce().minus(new PastMean()),
            s -> Code.make(Reinforce.class).then("minus", Code.make(PastMean.class))),
        ofValues(
            "moving_average",
            SCORE,
            Distribution.class,
            Cost.of("1"),
            "Mnih & Gregor 2014",
            s -> new Reinforce().minus(new MovingAverage(0.99)),
            s -> Code.make(Reinforce.class).then("minus", Code.make(MovingAverage.class, 0.99))),
        ofValues(
            "optimal_baseline",
            SCORE,
            Distribution.class,
            Cost.of("1"),
            "Weaver & Tao 2001; Greensmith et al. 2004",
            s -> new Reinforce().minus(Optimal.shared(0.99)),
            s ->
                Code.make(Reinforce.class).then("minus", Code.call(Optimal.class, "shared", 0.99))),
        ofValues(
            "optimal_baseline_per_parameter",
            SCORE,
            Distribution.class,
            Cost.of("1"),
            "Weaver & Tao 2001; Greensmith et al. 2004",
            s -> new Reinforce().minus(Optimal.perParameter(0.99)),
            s ->
                Code.make(Reinforce.class)
                    .then("minus", Code.call(Optimal.class, "perParameter", 0.99))),
        Recipe.of(
            "nvil",
            SCORE,
            Distribution.class,
            Objective.class,
            Cost.of("1"),
            "Mnih & Gregor 2014",
            (q, s, random) ->
                new Nvil(new Learned(s.networks().create(q.dimension(), random)), false),
            s ->
                Code.make(
                    Nvil.class,
                    Code.make(Learned.class, s.networks().code(Code.of("law.dimension()"))),
                    false)),
        Recipe.of(
            "nvil_variance",
            SCORE,
            Distribution.class,
            Objective.class,
            Cost.of("1"),
            "Mnih & Gregor 2014; Sobolev 2019",
            (q, s, random) ->
                new Nvil(Learned.ofVariance(s.networks().create(q.dimension(), random)), false),
            s ->
                Code.make(
                    Nvil.class,
                    Code.call(
                        Learned.class, "ofVariance", s.networks().code(Code.of("law.dimension()"))),
                    false)),
        ofValues(
            "optimal_loo",
            SCORE,
            Distribution.class,
            Cost.draws(4),
            "Weaver & Tao 2001; Mnih & Rezende 2016",
            s -> new OptimalLoo(s.draws(4)),
            s -> Code.make(OptimalLoo.class, s.draws(4))),
        ofValues(
            "importance_sampling",
            SCORE,
            Distribution.class,
            Cost.draws(2),
            "Jie & Abbeel 2010; Hesterberg 1995",
            s -> ImportanceSampling.tempered(s.draws(2), 0.5),
            s -> Code.call(ImportanceSampling.class, "tempered", s.draws(2), 0.5)),
        ofValues(
                "unordered_set",
                SCORE,
                Finite.class,
                Cost.draws(4),
                "Kool et al. 2020",
                s -> new UnorderedSet(s.draws(4)),
                s -> Code.make(UnorderedSet.class, s.draws(4)))
            .orRather(
                Sequential.class,
                Objective.class,
                (q, s, random) -> new UnorderedSet(s.draws(4)),
                s -> Code.make(UnorderedSet.class, s.draws(4))),
        ofValues(
            "sum_and_sample",
            SCORE,
            Finite.class,
            s -> s.summed(1) + " summed + 1",
            "Liu, Regier et al. 2019; Liang et al. 2018",
            s -> new SumAndSample(s.summed(1)).minus(new PastMean()),
            s ->
                Code.make(SumAndSample.class, s.summed(1))
                    .then("minus", Code.make(PastMean.class))),
        ofValues(
            "rao_blackwell",
            SCORE,
            Factorized.class,
            Cost.of("values of a variable"),
            "Casella & Robert 1996; Ranganath et al. 2014",
            s -> new RaoBlackwell(0),
            s -> Code.make(RaoBlackwell.class, 0)),
        ofValues(
                "vimco",
                SCORE,
                Distribution.class,
                Cost.of("K of the bound"),
                "Mnih & Rezende 2016",
                s -> new Vimco(s.draws(2)),
                s -> Code.make(Vimco.class, s.draws(2)))
            .ofBound(),
        ofValues(
                "best_of",
                SCORE,
                Distribution.class,
                s -> "K = " + s.draws(2 * s.ofBest()),
                "Walder & Karkhanis 2025",
                s -> new BestOf(s.ofBest(), s.draws(2 * s.ofBest())),
                s -> Code.make(BestOf.class, s.ofBest(), s.draws(2 * s.ofBest())))
            .ofBest(),
        ofValues(
                "risk",
                SCORE,
                Distribution.class,
                s -> "K = " + s.draws(RiskRecipes.draws(s)),
                "Tamar, Glassner & Mannor 2015; Hong 2009",
                s -> new RiskScore(s.ofRisk(), s.draws(RiskRecipes.draws(s))),
                s -> Code.make(RiskScore.class, RiskRecipes.code(s), s.draws(RiskRecipes.draws(s))))
            .ofRisk(RiskScore.BIAS),
        ofValues(
                "risk_importance",
                SCORE,
                Distribution.class,
                s -> "K = " + s.draws(RiskRecipes.draws(s)),
                "Sun & Hong 2010; Rubinstein & Kroese 2004",
                s -> new TailSampling(s.ofRisk(), s.draws(RiskRecipes.draws(s))),
                s ->
                    Code.make(
                        TailSampling.class, RiskRecipes.code(s), s.draws(RiskRecipes.draws(s))))
            .ofRisk(RiskScore.BIAS),
        ofValues(
            "reinforce_mean",
            SCORE,
            Distribution.class,
            Cost.draws(2),
            "Glynn 1990; Williams 1992",
            s -> new MeanOf<>(s.draws(2), new Reinforce()),
            s -> Code.make(MeanOf.class, s.draws(2), Code.make(Reinforce.class))),
        ofValues(
            "rloo",
            SCORE,
            Distribution.class,
            Cost.draws(2),
            "Salimans & Knowles 2014; Kool et al. 2019",
            s -> new Rloo(s.draws(2)),
            s -> Code.make(Rloo.class, s.draws(2))),
        ofValues(
            "self_critic",
            SCORE,
            Factorized.class,
            Cost.of("2"),
            "Rennie et al. 2017; Li et al. 2024",
            s -> new SelfCritic(),
            s -> Code.make(SelfCritic.class)),
        ofValues(
                "grpo",
                SCORE,
                Distribution.class,
                Cost.draws(4),
                "Shao et al. 2024",
                s -> new Grpo(s.draws(4)),
                s -> Code.make(Grpo.class, s.draws(4)))
            .biased(Grpo.BIAS),
        ofValues(
            "mirrored_score",
            SCORE,
            Reparameterized.class,
            Cost.draws(4),
            "Salimans et al. 2017; Geweke 1988; Petersen et al. 2024",
            s -> new MirroredScore(s.draws(4)),
            s -> Code.make(MirroredScore.class, s.draws(4))),
        ofSlopes(
            "double_cv",
            SCORE,
            Averaged.class,
            Cost.draws(2).withGradient(),
            "Titsias & Shi 2022",
            s -> new DoubleControlVariates(s.draws(2), 0.99),
            s -> Code.make(DoubleControlVariates.class, s.draws(2), 0.99)),
        Recipe.of(
            "rodeo",
            SCORE,
            Factorized.class,
            Objective.class,
            Cost.draws(2),
            "Shi et al. 2022",
            (q, s, random) ->
                new Rodeo(s.draws(2), s.networks().create(q.shape().pointSize(), random), 0.99),
            s ->
                Code.make(
                    Rodeo.class,
                    s.draws(2),
                    s.networks().code(Code.of("law.shape().pointSize()")),
                    0.99)),
        regression(),
        ofValues(
            "local_expectation",
            SCORE,
            Factorized.class,
            Cost.of("variables (values - 1) + 1"),
            "Titsias & Lazaro-Gredilla 2015",
            s -> new LocalExpectation(),
            s -> Code.make(LocalExpectation.class)));
  }

  /** Bits have antithetic draws, which regression corrects as long as they have less variance. */
  private static Recipe<MeanField, Objective> regression() {
    return ofValues(
            "regression",
            SCORE,
            MeanField.class,
            Cost.draws(2),
            "after Owen & Zhou 2000; Gu et al. 2016",
            s -> new SurrogateRegression<>(s.draws(2)),
            s -> Code.make(SurrogateRegression.class, s.draws(2)))
        .orRather(
            Bernoulli.class,
            Objective.class,
            (q, s, random) -> ofBits(s.draws(2)),
            s -> codeOfBits(s.draws(2)));
  }

  private static SurrogateRegression<Bernoulli> ofBits(int draws) {
    SurrogateRegression<Bernoulli> independent = new SurrogateRegression<>(draws);
    return switch (draws) {
      case 1 -> independent;
      case 2 -> independent.or(new DisArm());
      default -> independent.or(new Arms(draws));
    };
  }

  private static Code codeOfBits(int draws) {
    Code independent = Code.make(SurrogateRegression.class, draws);
    return switch (draws) {
      case 1 -> independent;
      case 2 -> independent.then("or", Code.make(DisArm.class));
      default -> independent.then("or", Code.make(Arms.class, draws));
    };
  }
}
