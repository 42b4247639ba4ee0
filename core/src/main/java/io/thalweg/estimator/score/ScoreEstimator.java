package io.thalweg.estimator.score;

import io.thalweg.Baseline;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;

/**
 * An estimator that weights scores of the events that it evaluates; any baseline can be subtracted
 * from it.
 *
 * <p>The weighted mean of every f over its events is unbiased; so the mean of the weighted scores
 * is zero.
 *
 * @param <D> what the law must be able to do
 */
public interface ScoreEstimator<D extends Distribution> extends Estimator<D, Objective> {

  /** Returns this estimator with a baseline that is subtracted from f. */
  default Baselined<D> minus(Baseline baseline) {
    return new Baselined<>(this, baseline);
  }
}
