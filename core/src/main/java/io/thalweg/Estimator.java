package io.thalweg;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An estimator of the gradient of E f(x), x ~ q(x; theta), in theta, or of the gradient of another
 * {@link Estimand}.
 *
 * <p>The type parameters state the needs of an estimator, so that a wrong pairing does not compile.
 *
 * <pre>{@code
 * Estimator<Bernoulli, Objective> estimator = new DisArm();
 * Estimate estimate = estimator.estimate(law, f, random);
 * }</pre>
 *
 * @param <D> the law that the estimator needs
 * @param <F> the objective that the estimator needs
 */
public interface Estimator<D extends Distribution, F extends Objective> {

  /**
   * Draws the events of one estimate, for every context, and asks for f at all of them. This never
   * changes the estimator, and later learning never changes the answer.
   */
  Question<? super F> ask(D law, RandomGenerator random);

  /**
   * Draws one estimate of the gradient, for every context: asks, and lets f answer at once.
   *
   * @throws ObjectiveException if the objective throws or answers anything but one finite value for
   *     each event
   */
  default Estimate estimate(D law, F objective, RandomGenerator random) {
    return ask(law, random).put(objective);
  }

  /** The quantity whose gradient is estimated. */
  default Estimand estimand() {
    return Estimand.MEAN;
  }

  /** The reason for the bias, in words; empty for an unbiased estimator. */
  default Optional<String> bias() {
    return Optional.empty();
  }

  /**
   * The part that learns from past estimates: this estimator if it is {@link Adaptive}, or else
   * nothing. An estimator that is made of others returns a part that lets those learn that do.
   */
  default Optional<Adaptive> learner() {
    return this instanceof Adaptive adaptive ? Optional.of(adaptive) : Optional.empty();
  }
}
