package io.thalweg;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws estimates of the gradient of E f(x), x ~ q(x; theta), in theta, or of another {@link
 * Estimand}.
 *
 * <p>The type parameters say what an estimator needs: a pairing that lacks it does not compile.
 *
 * @param <D> what the law must be able to do
 * @param <F> what the objective must be able to do
 */
public interface Estimator<D extends Distribution, F extends Objective> {

  /**
   * One draw of the gradient, of every context. Never changes the estimator.
   *
   * @throws ObjectiveException if the objective throws or answers anything but one finite value for
   *     each event
   */
  Estimate estimate(D law, F objective, RandomGenerator random);

  /** What it estimates the gradient of. */
  default Estimand estimand() {
    return Estimand.MEAN;
  }

  /** Why the mean of the estimates is not the gradient; empty for an unbiased estimator. */
  default Optional<String> bias() {
    return Optional.empty();
  }
}
