package io.thalweg.estimator.score;

import io.thalweg.Baseline;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;

/**
 * An estimator from scores of the events that it evaluates, from which any baseline can be taken
 * off.
 *
 * <p>Its weighted events have the mean of f as their mean, whatever f; so the mean of their
 * weighted scores is zero.
 *
 * @param <D> what the law must be able to do
 */
public interface ScoreEstimator<D extends Distribution> extends Estimator<D, Objective> {

  /** The same with a baseline taken off f. */
  default Baselined<D> minus(Baseline baseline) {
    return new Baselined<>(this, baseline);
  }
}
