package io.thalweg.estimator.combinator;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;

/** An estimate made of another one, which it keeps so that its estimator can learn from it. */
public final class Wrapped extends Estimate {

  private final Estimate inner;

  /** With another gradient. */
  public Wrapped(Estimate inner, double[] gradient) {
    super(inner.law(), gradient, inner.events(), inner.weights(), inner.evaluation());
    this.inner = inner;
  }

  /** With all but the evaluation made anew. */
  public Wrapped(
      Estimate inner, Distribution law, double[] gradient, Events events, double[] weights) {
    super(law, gradient, events, weights, inner.evaluation());
    this.inner = inner;
  }

  /**
   * The estimate that was wrapped.
   *
   * @throws IllegalArgumentException if the estimate is not a wrapped one
   */
  public static Estimate inner(Estimate estimate) {
    if (estimate instanceof Wrapped wrapped) {
      return wrapped.inner;
    }
    throw new IllegalArgumentException("an estimator can only learn from its own estimates");
  }
}
