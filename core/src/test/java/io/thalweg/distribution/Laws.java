package io.thalweg.distribution;

import io.thalweg.Cumulative;
import io.thalweg.Differentiable;
import io.thalweg.Distribution;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import io.thalweg.Ordinal;
import io.thalweg.Reparameterized;
import io.thalweg.Squashed;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The laws whose identities are tested. */
public final class Laws {

  private Laws() {}

  /** Laws at which every outcome occurs. */
  static List<Named<Distribution>> moderate() {
    return List.of(
        Named.of("bernoulli", Bernoulli.ofLogits(0.7)),
        Named.of("bernoulli x 3", Bernoulli.ofLogits(0.3, -1.2, 2.0)),
        Named.of(
            "3 contexts of bernoulli x 2",
            Bernoulli.ofLogits(new double[] {0.1, -0.8, 1.5, 0.6, -2.1, 0.0}).inContexts(3)),
        Named.of("categorical x 4", Categorical.ofLogits(0.5, -1.0, 0.2, 1.3)),
        Named.of(
            "categorical 2 x 3",
            Categorical.ofLogits(new double[] {0.4, -0.3, 1.1, 5.0, 4.2, 6.1}, 3)),
        Named.of(
            "2 contexts of categorical 2 x 3",
            Categorical.ofLogits(
                    new double[] {0.2, 0, -0.7, 1, 0.5, -1, -0.4, 1.2, 0.3, 0, 0, 0.8}, 3)
                .inContexts(2)),
        Named.of("plackett-luce of 3", PlackettLuce.ofLogits(0.5, -0.4, 0.9)),
        Named.of(
            "2 contexts of plackett-luce of 4",
            PlackettLuce.ofLogits(new double[] {0.2, -0.5, 0.6, 0, 3.1, 2.7, 3.4, 3})
                .inContexts(2)),
        Named.of("subset 2 of 4", Subset.ofLogits(2, 0.5, -0.4, 0.9, 0.1)),
        Named.of(
            "2 contexts of subset 1 of 3",
            Subset.ofLogits(1, new double[] {0.2, -0.5, 0.6, 0, 1.1, -0.7}).inContexts(2)),
        Named.of("poisson", Poisson.of(3.1)),
        Named.of(
            "2 contexts of poisson x 2",
            Poisson.ofParameters(0, 0).at(new double[] {0.4, -0.9, 2.1, 1.2})),
        Named.of("geometric", Geometric.ofLogits(-0.7)),
        Named.of(
            "2 contexts of geometric x 2",
            Geometric.ofLogits(0, 0).at(new double[] {0.8, -1.1, 0.1, -0.4})),
        Named.of("negative binomial", NegativeBinomial.of(2.3, 0.4)),
        Named.of(
            "2 contexts of negative binomial x 2",
            NegativeBinomial.ofParameters(new double[2], new double[2])
                .at(new double[] {-0.6, 1.1, 0.3, -0.5, 0.2, 1.3, -0.9, 0.7})),
        Named.of("binomial", Binomial.ofLogits(5, 0.4)),
        Named.of(
            "2 contexts of binomial x 2",
            Binomial.ofLogits(2, 0, 0).at(new double[] {0.4, -0.3, 0.1, 0.2})),
        Named.of("beta-binomial", BetaBinomial.of(5, 1.4, 0.8)),
        Named.of(
            "2 contexts of beta-binomial x 2",
            BetaBinomial.ofParameters(2, new double[2], new double[2])
                .at(new double[] {0.4, -0.3, 0.1, 0.2, 1, 0.5, 0.8, 0.9})),
        Named.of("zero-inflated poisson", ZeroInflated.of(Poisson.of(3.1), 0.3)),
        Named.of(
            "2 contexts of zero-inflated negative binomial x 2",
            ZeroInflated.ofLogits(
                NegativeBinomial.ofParameters(new double[2], new double[2])
                    .at(new double[] {-0.6, 1.1, 0.3, -0.5, 0.2, 1.3, -0.9, 0.7}),
                -1,
                0.4,
                0.2,
                -0.7)),
        Named.of("zero-inflated binomial x 2", ZeroInflated.of(Binomial.of(3, 0.4, 0.7), 0.2, 0.4)),
        Named.of("multinomial of 3", Multinomial.ofLogits(3, 0.3, -0.2, 0.4)),
        Named.of(
            "2 contexts of multinomial of 3",
            Multinomial.ofLogits(2, new double[] {0.2, -0.5, 0.6, 0, 0.5, -0.3}).inContexts(2)),
        Named.of(
            "markov chain of 3 steps",
            MarkovChain.ofLogits(
                3, new double[] {0.3, -0.4}, new double[][] {{1, 0}, {-0.5, 0.2}})),
        Named.of(
            "2 contexts of markov chain of 2 steps",
            MarkovChain.ofLogits(2, new double[3], new double[3][3])
                .at(
                    new double[] {
                      0.3, -0.2, 0, 0.5, 0.1, -0.4, 0.2, 0, 0.6, -0.3, 0.7, 0, 0, 0.1, 0.2, -0.1,
                      0.4, 0, 0.3, 0.5, -0.2, 0, 0, 0.8
                    })),
        Named.of("gaussian", Gaussian.of(0.4, 1.7)),
        Named.of(
            "2 contexts of gaussian x 2",
            Gaussian.ofParameters(new double[2], new double[2])
                .at(new double[] {0.3, -2, 0.5, -0.7, 4, 1, -1.2, 0.1})),
        Named.of("dirichlet of 3", Dirichlet.of(1.5, 1.8, 2.3)),
        Named.of(
            "2 contexts of dirichlet of 2",
            Dirichlet.of(1, 1).at(new double[] {0.4, -0.3, -0.2, 1.1})),
        Named.of(
            "multivariate gaussian of 3",
            MultivariateGaussian.of(
                new double[] {0.5, -1, 2},
                new double[][] {{1.5, 0.4, -0.6}, {0.4, 0.8, 0.2}, {-0.6, 0.2, 2.1}})),
        Named.of(
            "2 contexts of multivariate gaussian of 2",
            MultivariateGaussian.of(new double[2], new double[][] {{1, 0}, {0, 1}})
                .at(new double[] {0.1, -0.4, 0.3, 0.9, -0.5, 2, 1, 0.6, -1.3, 0.2})),
        Named.of(
            "bernoulli x gaussian", Product.of(Bernoulli.ofLogits(0.7), Gaussian.of(0.4, 1.7))),
        Named.of(
            "2 contexts of bernoulli x 2 x categorical x 3",
            Product.of(
                Bernoulli.ofLogits(new double[] {0.3, -1.2, 0.8, -0.1}).inContexts(2),
                Categorical.ofLogits(new double[] {0.5, -0.4, 0.2, 0.1, 0.9, -0.6}, 3)
                    .inContexts(2))),
        Named.of(
            "2 contexts of bernoulli x poisson x 2",
            Product.of(
                Bernoulli.ofLogits(new double[] {0.3, -1.2}).inContexts(2),
                Poisson.ofParameters(0, 0).at(new double[] {0.4, -0.6, 1.1, 0.2}))),
        Named.of("poisson x gamma", Product.of(Poisson.of(2.1), Gamma.of(2.3, 0.6))),
        Named.of(
            "2 contexts of gaussian x gaussian x 2",
            Product.of(
                Gaussian.of(0, 1).at(new double[] {0.5, -0.2, -1.5, 0.6}),
                Gaussian.ofParameters(new double[2], new double[2])
                    .at(new double[] {0.3, -2, 0.5, -0.7, 4, 1, -1.2, 0.1}))),
        Named.of("gamma", Gamma.of(2.3, 0.6)),
        Named.of(
            "2 contexts of gamma x 2",
            Gamma.ofParameters(new double[2], new double[2])
                .at(new double[] {-0.6, 1.5, 0.2, -0.4, 3, 0.1, -0.5, 0.7})),
        Named.of("beta", Beta.of(1.7, 2.4)),
        Named.of(
            "2 contexts of beta x 2",
            Beta.ofParameters(new double[2], new double[2])
                .at(new double[] {-0.5, 1.5, 0.4, -0.3, 2.5, 0.1, 1.8, -0.6})),
        Named.of("exponential", Exponential.of(1.3)),
        Named.of(
            "2 contexts of exponential x 2",
            Exponential.ofParameters(new double[2]).at(new double[] {-0.2, 1.1, 0.6, -0.9})),
        Named.of("weibull", Weibull.of(1.8, 0.7)),
        Named.of("lognormal", Lognormal.of(0.2, 0.5)),
        Named.of("logit-normal", Mapped.logitNormal(0.3, 0.9)),
        Named.of("pert", Mapped.pert(0, 2, 5)),
        Named.of(
            "2 contexts of scaled beta x 2",
            Mapped.of(
                Beta.ofParameters(new double[2], new double[2])
                    .at(new double[] {0.5, 1.5, 0.4, 0.3, 1.2, 0.1, 1.8, 0.6}),
                Increasing.between(-1, 3))),
        Named.of("kumaraswamy", Kumaraswamy.of(1.6, 2.2)),
        Named.of(
            "2 contexts of kumaraswamy x 2",
            Kumaraswamy.ofParameters(new double[2], new double[2])
                .at(new double[] {0.5, 1.5, 0.4, 0.3, 1.2, 0.1, 0.8, 0.6})),
        Named.of("inverse gamma", InverseGamma.of(2.3, 0.6)),
        Named.of(
            "2 contexts of inverse gamma x 2",
            InverseGamma.ofParameters(new double[2], new double[2])
                .at(new double[] {0.6, 1.5, 0.2, -0.4, 2, 0.8, -0.5, 0.7})),
        Named.of("half-normal", HalfNormal.of(0.7)),
        Named.of("pareto", Pareto.of(0.5, 2.4)),
        Named.of("truncated normal", TruncatedNormal.of(0.4, 1.3, -1, 2)),
        Named.of("one-sided truncated normal", TruncatedNormal.of(-0.5, 1.3, 0, 1.0 / 0)),
        Named.of(
            "2 contexts of truncated normal x 2",
            TruncatedNormal.ofParameters(new double[2], new double[2], -1, 3)
                .at(new double[] {0.3, -2, 0.5, 0.4, 4, 1, 0.2, 0.1})),
        Named.of("gumbel", Gumbel.of(0.3, 0.8)),
        Named.of("logistic", Logistic.of(0.3, 0.8)),
        Named.of("laplace", Laplace.of(-0.4, 0.6)),
        Named.of("student t", StudentT.of(3.5, 0.3, 0.8)),
        Named.of(
            "2 contexts of student t x 2",
            StudentT.ofParameters(new double[2], new double[2], new double[2])
                .at(new double[] {1.6, 2.5, 0.2, -1, 0.4, -0.3, 3, 1.2, -0.7, 0.8, 0.1, -0.2})),
        Named.of("von mises", VonMises.of(1.1, 2.2)),
        Named.of(
            "2 contexts of von mises x 2",
            VonMises.ofParameters(new double[2], new double[2])
                .at(new double[] {3, -2, 0.5, -0.7, 0.4, 7, -1.2, 3})),
        Named.of("gaussian mixture", mixture()),
        Named.of(
            "2 contexts of gaussian mixture x 2",
            GaussianMixture.ofParameters(new double[4], new double[4], new double[4], 2)
                .at(
                    new double[] {
                      0.4, -0.3, 0, 1.2, -1.5, 0.2, 0.7, -0.8, 0.1, -0.5, 0.3, -0.2, 0, 0.9, 1,
                      -0.4, 2, -1.1, -0.6, 0.8, -0.3, 0.4, 0.2, -0.1
                    })));
  }

  /** Laws at the ends of what a double holds. */
  static List<Named<Distribution>> extreme() {
    return List.of(
        Named.of("saturated bernoulli", Bernoulli.ofLogits(50, -50, 0.5)),
        Named.of(
            "saturated categorical",
            Categorical.ofLogits(new double[] {50, -50, 49.5, -50, 0.2, -49}, 3)),
        Named.of("saturated plackett-luce", PlackettLuce.ofLogits(-50, 49.5, 0.2, 50, -49)),
        Named.of("saturated subset", Subset.ofLogits(2, 50, -50, 49.5, 0.2, -49, 48)),
        Named.of("rare and frequent poisson", Poisson.ofParameters(-30, 4)),
        Named.of("rare and frequent geometric", Geometric.ofLogits(-7, 20)),
        Named.of(
            "rare and frequent negative binomial",
            NegativeBinomial.ofParameters(new double[] {-5, 4, 5}, new double[] {-2, 1, 6})),
        Named.of("rare and frequent binomial", Binomial.ofLogits(4, -40, 30, 0.3, 3)),
        Named.of(
            "u-shaped beta-binomial",
            BetaBinomial.of(4, new double[] {1e-2, 50}, new double[] {2e-2, 1e3})),
        Named.of(
            "rare zeros and rare counts",
            ZeroInflated.ofLogits(Poisson.ofParameters(-20, 4, 1), 0.5, -40, 35)),
        Named.of("saturated multinomial", Multinomial.ofLogits(5, 50, -50, 49.5, 0.2)),
        Named.of(
            "saturated markov chain",
            MarkovChain.ofLogits(
                3,
                new double[] {50, -50, 0},
                new double[][] {{-50, 50, 49}, {0, 50, 1}, {0, 0, 30}})),
        Named.of(
            "far gaussian", Gaussian.ofParameters(new double[] {1e3, -1}, new double[] {2, -3})),
        Named.of(
            "narrow multivariate gaussian",
            MultivariateGaussian.of(
                new double[] {100, -1}, new double[][] {{4, 3.999}, {3.999, 4}})),
        Named.of(
            "saturated bernoulli x far gaussian",
            Product.of(Bernoulli.ofLogits(50), Gaussian.of(1e3, 0.1))),
        Named.of("large gamma", Gamma.of(100, 0.1)),
        Named.of("large beta", Beta.of(80, 60)),
        Named.of("fast exponential", Exponential.of(1e6)),
        Named.of("steep weibull", Weibull.of(6, 100)),
        Named.of("rare logit-normal", Mapped.logitNormal(-20, 2)),
        Named.of("steep kumaraswamy", Kumaraswamy.of(4, 6)),
        Named.of("large inverse gamma", InverseGamma.of(80, 1e3)),
        Named.of("narrow half-normal", HalfNormal.of(1e-6)),
        Named.of("steep pareto", Pareto.of(1e3, 50)),
        Named.of("far window of a normal", TruncatedNormal.of(-20, 0.5, 1, 4)),
        Named.of("narrow window of a normal", TruncatedNormal.of(3, 10, 2, 2.01)),
        Named.of("far gumbel", Gumbel.of(1e3, 7)),
        Named.of("student t near normal", StudentT.of(300, -3, 0.2)),
        Named.of("narrow von mises", VonMises.of(3, 500)),
        Named.of(
            "separate gaussian mixture",
            GaussianMixture.of(
                new double[] {1e-3, 1, 2}, new double[] {-9, 0, 7}, new double[] {1, 0.5, 2})),
        Named.of("large dirichlet", Dirichlet.of(80, 60, 120)));
  }

  /** Lists laws with much probability at values that doubles cannot distinguish. */
  static List<Named<Distribution>> censored() {
    return List.of(
        Named.of("tiny dirichlet", Dirichlet.of(1e-2, 30, 2e-2)),
        Named.of("tiny gamma", Gamma.of(1e-2, 1e3)),
        Named.of("tiny weibull", Weibull.of(1e-2, 3)),
        Named.of("tiny kumaraswamy", Kumaraswamy.of(1e-2, 2e-2)),
        Named.of("tiny inverse gamma", InverseGamma.of(1e-2, 1e3)),
        Named.of("heavy pareto", Pareto.of(2, 1e-3)),
        Named.of("wide lognormal", Lognormal.of(100, 500)),
        Named.of("wide logit-normal", Mapped.logitNormal(3, 60)),
        Named.of(
            "tiny beta on an interval", Mapped.of(Beta.of(1e-2, 2e-2), Increasing.between(2, 5))),
        Named.of("hard kumaraswamy", Clamped.hardKumaraswamy(0.5, 0.7)),
        Named.of("rectified gaussian", Clamped.of(Gaussian.of(-0.3, 0.8), 0, 1.0 / 0)),
        Named.of("tiny student t", StudentT.of(1e-2, 5, 2)),
        Named.of("tiny beta", Beta.ofParameters(logs(1e-2, 1e-2, 50), logs(1e-2, 30, 1e-2))));
  }

  private static GaussianMixture mixture() {
    return GaussianMixture.of(
        new double[] {0.7, 0.3}, new double[] {-0.5, 1.4}, new double[] {0.6, 0.9});
  }

  /** Unconstrained parameters of positive ones. */
  static double[] logs(double... positive) {
    return Arrays.stream(positive).map(Math::log).toArray();
  }

  static Stream<Named<Distribution>> all() {
    return Stream.concat(regular(), censored().stream());
  }

  /** All whose points move as smoothly as central differences ask for. */
  static Stream<Named<Distribution>> regular() {
    return Stream.of(moderate(), extreme()).flatMap(List::stream);
  }

  static Stream<Named<Cumulative>> cumulative() {
    return only(all(), Cumulative.class);
  }

  /** Moderate laws that have a path. */
  public static Stream<Reparameterized> reparameterized() {
    return only(moderate().stream(), Reparameterized.class).map(Named::getPayload);
  }

  static Stream<Named<Differentiable>> differentiable() {
    return only(regular(), Differentiable.class);
  }

  static Stream<Named<Finite>> finite() {
    return only(all(), Finite.class);
  }

  /** Those whose coordinates are independent. */
  static Stream<Named<Distribution>> independent() {
    return moderate().stream()
        .filter(
            law ->
                law.getPayload() instanceof Factorized
                    || law.getPayload() instanceof Independent<?>);
  }

  static Stream<Named<Ordinal>> ordinal() {
    return only(all(), Ordinal.class);
  }

  static Stream<Named<Squashed>> squashed() {
    return only(all(), Squashed.class);
  }

  private static final Set<Class<?>> REJECTING =
      Set.of(
          Gamma.class,
          Beta.class,
          Dirichlet.class,
          InverseGamma.class,
          StudentT.class,
          TruncatedNormal.class,
          VonMises.class,
          GaussianMixture.class);

  /** Whether draws of the same seed move along the path of the law as theta does. */
  public static boolean isDrawnAlongItsPath(Distribution law) {
    return law instanceof Mapped mapped
        ? isDrawnAlongItsPath(mapped.law())
        : !REJECTING.contains(law.getClass());
  }

  /** Whether points made of the same uniform numbers move along the path of the law. */
  public static boolean isInvertedAlongItsPath(Distribution law) {
    return law instanceof Cumulative || isDrawnAlongItsPath(law);
  }

  static <T> Stream<Named<T>> only(Stream<Named<Distribution>> laws, Class<T> kind) {
    return laws.filter(law -> kind.isInstance(law.getPayload()))
        .map(law -> Named.of(law.getName(), kind.cast(law.getPayload())));
  }
}
