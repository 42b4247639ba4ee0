package io.thalweg.optimizer;

import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * The descent of E f in the parameters of a law: estimate, learn, step.
 *
 * <pre>{@code
 * var descent = new Descent<>(new Rloo(8), Bernoulli.ofLogits(0, 0, 0), 0.05);
 * for (int step = 0; step < 1_000; step++) {
 *   descent.step(f, random);
 * }
 * double[] logits = descent.law().parameters();
 * }</pre>
 *
 * <p>An estimator that learns does so from every estimate. Steps are those of {@link Adam}. Cost:
 * one estimate a step.
 *
 * @param <D> what the law must be able to do
 * @param <F> what the objective must be able to do
 */
public final class Descent<D extends Distribution, F extends Objective> {

  private final Estimator<? super D, ? super F> estimator;
  private final Adam adam;
  private D law;

  /**
   * A descent from the parameters of a law.
   *
   * @param rate the learning rate
   * @throws IllegalArgumentException if the rate is not above 0
   */
  public Descent(Estimator<? super D, ? super F> estimator, D law, double rate) {
    this.estimator = Require.given("the estimator", estimator);
    this.law = Require.given("the law", law);
    this.adam = new Adam(rate, law.parameters().length);
  }

  /** The law with the parameters that the descent has reached. */
  public D law() {
    return law;
  }

  /**
   * Goes one step down.
   *
   * @return the estimate at the law before the step
   */
  public Estimate step(F f, RandomGenerator random) {
    Estimate estimate = learn(estimator, law, f, random);
    double[] theta = law.parameters();
    adam.step(theta, estimate.gradient());
    law = Checked.at(law, theta, law.contexts());
    return estimate;
  }

  /** Draws one estimate and lets the estimator learn from it, where it learns. */
  public static <D extends Distribution, F extends Objective> Estimate learn(
      Estimator<? super D, ? super F> estimator, D law, F f, RandomGenerator random) {
    Estimate estimate = estimator.estimate(law, f, random);
    estimator.learner().ifPresent(learner -> learner.learn(estimate));
    return estimate;
  }
}
