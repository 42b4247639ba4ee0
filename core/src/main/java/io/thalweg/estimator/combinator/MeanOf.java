package io.thalweg.estimator.combinator;

import io.thalweg.Adaptive;
import io.thalweg.Contexts;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The mean of K independent estimates, drawn in one batch.
 *
 * <pre>
 *   g = 1/K sum_k estimate_k
 * </pre>
 *
 * <p>The law is repeated K times as further contexts and estimated once, so that f is called once.
 * Events that were drawn already belong to the first estimate. Needs: what the estimator needs.
 * Cost: K times its evaluations, in one batch. Bias: that of the estimator. Variance: that of the
 * estimator, divided by K. Learns if the estimator does.
 *
 * <pre>{@code
 * Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
 * Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
 * var mean = new MeanOf<>(8, new DisArm());
 * Estimate estimate = mean.estimate(law, f, random); // evaluates f 16 times, in one call
 * }</pre>
 *
 * @param times K
 * @param estimator the estimator whose estimates are averaged
 * @param <D> what the law must be able to do
 * @param <F> what the objective must be able to do
 */
public record MeanOf<D extends Distribution, F extends Objective>(
    int times, Estimator<? super D, ? super F> estimator) implements Estimator<D, F> {

  /**
   * Makes a mean of K estimates.
   *
   * @throws IllegalArgumentException if K is below 1
   */
  public MeanOf {
    Require.atLeast(1, "the number of estimates in a mean", times);
    Require.given("the estimator of a mean", estimator);
  }

  @Override
  public Question<? super F> ask(D law, RandomGenerator random) {
    return estimator
        .ask(Contexts.repeated(law, times, random), random)
        .seen(events -> events.folded(law.contexts()))
        .then(all -> mean(law, all));
  }

  private Estimate mean(D law, Estimate all) {
    double[] gradient = new double[all.gradient().length / times];
    for (int i = 0; i < all.gradient().length; i++) {
      gradient[i % gradient.length] += all.gradient()[i] / times;
    }
    double[] weights = all.weights().clone();
    for (int row = 0; row < weights.length; row++) {
      weights[row] /= times;
    }
    Events events = all.events().folded(law.contexts());
    return new Estimate(law, gradient, events, weights, all.evaluation()).remembering(this, all);
  }

  @Override
  public Estimand estimand() {
    return estimator.estimand();
  }

  @Override
  public Optional<String> bias() {
    return estimator.bias();
  }

  @Override
  public Optional<Adaptive> learner() {
    return estimator.learner().map(part -> new PartLearner(this, part));
  }
}
