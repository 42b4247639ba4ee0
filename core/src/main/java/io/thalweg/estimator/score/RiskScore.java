package io.thalweg.estimator.score;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Proposal;
import io.thalweg.Question;
import io.thalweg.support.Require;
import io.thalweg.support.UpperTail;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The score gradient of a quantile of f, or of the mean of f beyond it, from n draws.
 *
 * <pre>
 *   x_1 .. x_n ~ q'(x),   w_k = q(x_k; theta) / q'(x_k)
 *   v = the least f_k with sum over f_j &gt; f_k of w_j &lt;= (1 - level) n
 *   quantile:   g = 1 / (n p(v)) sum_k w_k (1{f_k &gt; v} - (1 - level)) score(x_k)
 *   tail mean:  g = 1 / (n (1 - level)) sum_k w_k ((f_k - v)+ - b) score(x_k)
 *               b = the mean of w (f - v)+
 * </pre>
 *
 * <p>p(v) is a kernel estimate of the density of f. A proposal q' that draws large values of f more
 * often makes the tail dense; {@link TailSampling} learns one. {@code
 * io.thalweg.estimator.combinator.RiskOf} makes the same gradients of any other estimator.
 *
 * <p>Needs: any law, any objective; f with a density for a quantile; for a tail mean at least 1 /
 * (1 - level) draws of the law itself, or nothing lies beyond v. Estimates: the gradient of {@link
 * Estimand.Quantile} or {@link Estimand.TailMean}. Shapes: g [contexts x dimension]. Cost: n
 * evaluations a context, in one batch. Bias: of the order 1 / n for a tail mean and n^(-2/5) for a
 * quantile, whose density the kernel flattens. The weights of the estimate are the slopes of its
 * value, the quantile or tail mean of the draws, in the values of f.
 *
 * <p>Source: Tamar, Glassner &amp; Mannor (2015), AAAI, arXiv:1404.3862; Hong (2009), Operations
 * Research 57, doi 10.1287/opre.1080.0531; Hong &amp; Liu (2009), Management Science 55, doi
 * 10.1287/mnsc.1080.0901.
 *
 * @param risk the quantile or the tail mean
 * @param draws n
 * @param proposal makes q' for the law
 */
public record RiskScore(
    Estimand.Risk risk, int draws, Function<Distribution, ? extends Proposal> proposal)
    implements Estimator<Distribution, Objective> {

  /** The reason for the bias, and its rate. */
  public static final String BIAS =
      "the quantile is that of the draws; of the order 1 / K for a tail mean, K^(-2/5) for a"
          + " quantile";

  /**
   * Makes an estimator with n draws of a proposal.
   *
   * @throws IllegalArgumentException if n is below 2
   */
  public RiskScore {
    Require.given("the risk", risk);
    Require.atLeast(2, "the number of draws of a risk", draws);
    Require.given("the proposal", proposal);
  }

  /**
   * Makes an estimator with n draws of the law itself.
   *
   * @throws IllegalArgumentException if n is below 2, or for a tail mean below 1 / (1 - level)
   */
  public RiskScore(Estimand.Risk risk, int draws) {
    this(risk, requireBeyond(risk, draws), law -> law);
  }

  /** Refuses draws of the law itself of which none would count for a tail mean. */
  private static int requireBeyond(Estimand.Risk risk, int draws) {
    if (risk instanceof Estimand.TailMean tail) {
      UpperTail.requireBeyond(tail.level(), "draws", draws);
    }
    return draws;
  }

  @Override
  public Estimand estimand() {
    return risk;
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(BIAS);
  }

  /**
   * Draws the events of one estimate.
   *
   * @throws IllegalArgumentException if the proposal draws what the law cannot
   */
  @Override
  public Question<Objective> ask(Distribution law, RandomGenerator random) {
    Proposal other = proposal.apply(law);
    Events x = other.sample(draws, random);
    double[] ratios = other == law ? ones(x) : ImportanceSampling.ratios(law, other, x);
    return Question.of(Evaluation.class, x, f -> estimate(law, x, ratios, f));
  }

  private static double[] ones(Events x) {
    double[] ones = new double[x.count()];
    Arrays.fill(ones, 1);
    return ones;
  }

  private Estimate estimate(Distribution law, Events x, double[] ratios, Evaluation f) {
    int contexts = law.contexts();
    double[] credits = new double[x.count()];
    double[] weights = new double[x.count()];
    for (int c = 0; c < contexts; c++) {
      UpperTail tail =
          UpperTail.of(column(f.values(), c, contexts), column(ratios, c, contexts), risk.level());
      boolean beyond = risk instanceof Estimand.TailMean;
      double[] own = beyond ? tail.creditsOfTailMean() : tail.requireDensity().creditsOfQuantile();
      double[] slopes = beyond ? tail.slopesOfTailMean() : new double[draws];
      if (!beyond) {
        slopes[tail.place()] = 1;
      }
      for (int k = 0; k < draws; k++) {
        credits[k * contexts + c] = own[k];
        weights[k * contexts + c] = slopes[k];
      }
    }
    return new Estimate(law, law.weightedScore(x, credits), x, weights, f)
        .remembering(this, credits);
  }

  private static double[] column(double[] all, int context, int contexts) {
    double[] column = new double[all.length / contexts];
    Arrays.setAll(column, k -> all[k * contexts + context]);
    return column;
  }
}
