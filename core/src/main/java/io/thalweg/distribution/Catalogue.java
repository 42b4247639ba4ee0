package io.thalweg.distribution;

import io.thalweg.Distribution;
import java.util.List;

/** The laws of the library; listings and documentation are made from this catalogue. */
public final class Catalogue {

  private static final List<Entry> ALL =
      List.of(
          new Entry(Bernoulli.ofLogits(0), "logits", "0, 1"),
          new Entry(Categorical.ofLogits(0, 0), "logits", "0 .. K - 1"),
          new Entry(PlackettLuce.ofLogits(0, 0), "logits", "orders of 0 .. K - 1"),
          new Entry(Subset.ofLogits(1, 0, 0), "logits", "0, 1; k of n are 1"),
          new Entry(Poisson.of(1), "log rates", "0, 1, 2, ..."),
          new Entry(Geometric.ofLogits(0), "logits", "0, 1, 2, ..."),
          new Entry(NegativeBinomial.of(1, 0.5), "log r, logits", "0, 1, 2, ..."),
          new Entry(Binomial.ofLogits(1, 0), "logits", "0 .. n"),
          new Entry(BetaBinomial.of(1, 1, 1), "log alphas, log betas", "0 .. n"),
          new Entry(
              ZeroInflated.of(Poisson.of(1), 0.5),
              "those of the law of counts, logits of additional zeros",
              "those of the law of counts"),
          new Entry(Multinomial.ofLogits(1, 0, 0), "logits", "0 .. n, n together"),
          new Entry(
              MarkovChain.ofLogits(1, new double[2], new double[2][2]),
              "logits of the start and of the moves from each state",
              "0 .. K - 1"),
          new Entry(Gaussian.of(0, 1), "means, log standard deviations", "all numbers"),
          new Entry(Dirichlet.of(1, 1), "log concentrations", "points of the simplex"),
          new Entry(
              MultivariateGaussian.of(new double[1], new double[][] {{1}}),
              "means, factor of the covariance",
              "all numbers"),
          new Entry(
              Product.of(Bernoulli.ofLogits(0), Gaussian.of(0, 1)),
              "those of its parts",
              "those of its parts"),
          new Entry(Gamma.of(1, 1), "log shapes, log rates", "x > 0"),
          new Entry(Beta.of(1, 1), "log alphas, log betas", "0 < x < 1"),
          new Entry(Exponential.of(1), "log rates", "x > 0"),
          new Entry(Weibull.of(1, 1), "log shapes, log scales", "x > 0"),
          new Entry(
              Lognormal.of(0, 1), "means and log standard deviations of the logarithm", "x > 0"),
          new Entry(
              Mapped.logitNormal(0, 1), "those of the law that is mapped", "those of the map"),
          new Entry(
              Clamped.hardKumaraswamy(1, 1), "those of the law that is clamped", "low .. high"),
          new Entry(Kumaraswamy.of(1, 1), "log a, log b", "0 < x < 1"),
          new Entry(InverseGamma.of(1, 1), "log shapes, log scales", "x > 0"),
          new Entry(HalfNormal.of(1), "log scales", "x >= 0"),
          new Entry(Pareto.of(1, 1), "log shapes", "x >= minimum"),
          new Entry(
              TruncatedNormal.of(0, 1, -1, 1), "means, log standard deviations", "low < x < high"),
          new Entry(Gumbel.of(0, 1), "locations, log scales", "all numbers"),
          new Entry(Logistic.of(0, 1), "means, log scales", "all numbers"),
          new Entry(Laplace.of(0, 1), "locations, log scales", "all numbers"),
          new Entry(
              StudentT.of(1, 0, 1), "log degrees of freedom, locations, log scales", "all numbers"),
          new Entry(
              GaussianMixture.of(new double[] {1}, new double[1], new double[] {1}),
              "logits, means, log standard deviations",
              "all numbers"),
          new Entry(VonMises.of(0, 1), "locations, log concentrations", "-pi < x <= pi"));

  private Catalogue() {}

  /** All laws. */
  public static List<Entry> all() {
    return ALL;
  }

  /**
   * A law of the catalogue.
   *
   * @param example a law of this kind
   * @param parameters theta, in words
   * @param support where a variable lies
   */
  public record Entry(Distribution example, String parameters, String support) {

    /** The name of its class. */
    public String name() {
      Class<?> type = example.getClass();
      // Which of the products it is says what the parts of the example can do.
      return (example instanceof Product ? Product.class : type).getSimpleName();
    }
  }
}
