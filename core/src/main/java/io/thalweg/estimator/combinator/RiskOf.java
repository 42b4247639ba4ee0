package io.thalweg.estimator.combinator;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import io.thalweg.support.UpperTail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The gradient of a quantile of f, or of the mean of f beyond it, by any estimator of the gradient
 * of a mean.
 *
 * <pre>
 *   v, p(v) = quantile and density of f at m pilot draws
 *   g = the estimator's, for (f - v)+ / (1 - level) in place of f      (tail mean)
 *   g = the estimator's, for 1{f &gt; v} / p(v) in place of f            (quantile)
 * </pre>
 *
 * <p>An estimator that asks for slopes of f gets, for a quantile, those of the step blurred by the
 * kernel of p(v). With {@code Reparameterization} inside, the tail mean has the pathwise gradient
 * of Hong and Liu, and the quantile that of Hong. {@code RiskScore} needs no pilots, since its
 * draws also make v.
 *
 * <p>Needs: those of the estimator; f with a density for a quantile. f with jumps is refused.
 * Estimates: the gradient of {@link Estimand.Quantile} or {@link Estimand.TailMean}. Shapes: g
 * [contexts x dimension]. Cost: m evaluations a context, and those of the estimator. Bias: of the
 * order 1 / m for a tail mean, and m^(-2/5) for a quantile. The weights of the estimate are the
 * slopes of its value in the values of f.
 *
 * <p>Source: Hong (2009), Operations Research 57, doi 10.1287/opre.1080.0531; Hong &amp; Liu
 * (2009), Management Science 55, doi 10.1287/mnsc.1080.0901.
 *
 * @param risk the quantile or the tail mean
 * @param pilots m
 * @param estimator of the gradient of a mean
 * @param <D> what the law must be able to do
 * @param <F> what the objective must be able to do
 */
public record RiskOf<D extends Distribution, F extends Objective>(
    Estimand.Risk risk, int pilots, Estimator<? super D, ? super F> estimator)
    implements Estimator<D, F> {

  /** The reason for the bias, and its rate. */
  public static final String BIAS =
      "the quantile is that of pilots; of the order 1 / m for a tail mean, m^(-2/5) for a quantile";

  /**
   * Makes an estimator of a risk.
   *
   * @throws IllegalArgumentException if m is below 2, or for a tail mean below 1 / (1 - level), or
   *     the estimator has another estimand than a mean
   */
  public RiskOf {
    Require.given("the risk", risk);
    Require.atLeast(2, "the number of pilots of a risk", pilots);
    if (risk instanceof Estimand.TailMean tail) {
      UpperTail.requireBeyond(tail.level(), "pilots", pilots);
    }
    if (!Require.given("the estimator of a risk", estimator).estimand().equals(Estimand.MEAN)) {
      throw new IllegalArgumentException(
          "%s estimates no gradient of a mean, of which that of a risk could be made"
              .formatted(estimator));
    }
  }

  @Override
  public Question<? super F> ask(D law, RandomGenerator random) {
    Distribution plain = law instanceof Drawn ? law.at(law.parameters()) : law;
    Events pilot = plain.sample(pilots, random);
    return joined(law, pilot, estimator.ask(law, random));
  }

  private <G extends Objective> Question<G> joined(D law, Events pilot, Question<G> mean) {
    // The estimator's events come first, since one of them may be an action that was taken.
    Events all = Events.joined(List.of(mean.events(), pilot));
    return Question.of(mean.kind(), all, f -> estimate(law, mean, all, f));
  }

  private Estimate estimate(D law, Question<?> mean, Events all, Evaluation f) {
    int count = mean.events().count();
    TailFunction beyond = new TailFunction(risk, tails(f.values(), count, law.contexts()));
    Evaluation own = Slice.of(f, all, 0, count);
    boolean slopes = mean.kind() == Linearization.class;
    Estimate inner = mean.answer(beyond.of(own, mean.events(), slopes));
    return new Estimate(law, inner.gradient(), all, weights(beyond, inner, f.values(), all), f)
        .remembering(this, inner);
  }

  private List<UpperTail> tails(double[] f, int from, int contexts) {
    List<UpperTail> tails = new ArrayList<>();
    for (int c = 0; c < contexts; c++) {
      double[] own = new double[pilots];
      for (int k = 0; k < pilots; k++) {
        own[k] = f[from + k * contexts + c];
      }
      tails.add(UpperTail.of(own, risk.level()));
    }
    return tails;
  }

  /** The slopes of the quantile of the pilots, with the mean beyond it that the others tell. */
  private double[] weights(TailFunction beyond, Estimate inner, double[] f, Events all) {
    double[] weights = new double[f.length];
    int contexts = beyond.pilots().size();
    int pilot = f.length - pilots * contexts;
    for (int c = 0; c < contexts; c++) {
      weights[pilot + beyond.pilots().get(c).place() * contexts + c] = 1;
    }
    for (int row = 0; risk instanceof Estimand.TailMean && row < pilot; row++) {
      UpperTail tail = beyond.pilots().get(all.context(row));
      if (f[row] > tail.quantile()) {
        weights[row] = inner.weights()[row] / (1 - risk.level());
        weights[pilot + tail.place() * contexts + all.context(row)] -= weights[row];
      }
    }
    return weights;
  }

  @Override
  public Estimand estimand() {
    return risk;
  }

  @Override
  public Optional<String> bias() {
    return Optional.of(estimator.bias().map(reason -> BIAS + "; " + reason).orElse(BIAS));
  }

  @Override
  public Optional<Adaptive> learner() {
    return estimator.learner().map(part -> new PartLearner(this, part));
  }
}
