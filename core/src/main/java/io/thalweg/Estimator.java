package io.thalweg;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws estimates of the gradient of E f(x), x ~ q(x; theta), in theta, or of another {@link
 * Estimand}.
 *
 * <p>The type parameters say what an estimator needs: a pairing that lacks it does not compile.
 *
 * <pre>{@code
 * Estimator<Bernoulli, Objective> estimator = new DisArm();
 * Estimate estimate = estimator.estimate(law, f, random);
 * }</pre>
 *
 * @param <D> what the law must be able to do
 * @param <F> what the objective must be able to do
 */
public interface Estimator<D extends Distribution, F extends Objective> {

  /**
   * Draws the events of one estimate, of every context, and asks f at all of them. Never changes
   * the estimator; nothing that it learns later changes the answer.
   */
  Question<? super F> ask(D law, RandomGenerator random);

  /**
   * Draws one estimate of the gradient, of every context: asks, and has f answer at once.
   *
   * @throws ObjectiveException if the objective throws or answers anything but one finite value for
   *     each event
   */
  default Estimate estimate(D law, F objective, RandomGenerator random) {
    return ask(law, random).put(objective);
  }

  /** What it estimates the gradient of. */
  default Estimand estimand() {
    return Estimand.MEAN;
  }

  /** Why the mean of the estimates is not the gradient; empty for an unbiased estimator. */
  default Optional<String> bias() {
    return Optional.empty();
  }

  /**
   * What of it learns from past estimates: itself, or nothing. An estimator that is made of others
   * learns where one of them does.
   */
  default Optional<Adaptive> learner() {
    return this instanceof Adaptive adaptive ? Optional.of(adaptive) : Optional.empty();
  }
}
