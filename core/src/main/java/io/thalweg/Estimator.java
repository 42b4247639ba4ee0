package io.thalweg;

import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.List;
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
   * @throws NullPointerException if an argument is null
   * @throws ObjectiveException if the objective throws or answers anything but one finite value for
   *     each event
   */
  default Estimate estimate(D law, F objective, RandomGenerator random) {
    Require.given("the law", law);
    Require.given("the objective", objective);
    return ask(law, Require.given("the random generator", random)).put(objective);
  }

  /**
   * Lists estimators that are to be used on one kind of law and of objective. Each may need less of
   * both; the list has the type of what all of them take:
   *
   * <pre>{@code
   * List<Estimator<Bernoulli, Objective>> estimators =
   *     Estimator.listOf(new Rloo(2), new DisArm(), new MeanOf<>(2, new Arm()));
   * for (var estimator : estimators) {
   *   estimates.add(estimator.estimate(law, f, random));
   * }
   * }</pre>
   */
  @SafeVarargs
  @SuppressWarnings("unchecked") // An estimator only takes laws and objectives, and returns none.
  static <D extends Distribution, F extends Objective> List<Estimator<D, F>> listOf(
      Estimator<? super D, ? super F>... estimators) {
    List<Estimator<D, F>> list = new ArrayList<>();
    for (Estimator<? super D, ? super F> estimator : estimators) {
      list.add((Estimator<D, F>) Require.given("an estimator of a list", estimator));
    }
    return List.copyOf(list);
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
