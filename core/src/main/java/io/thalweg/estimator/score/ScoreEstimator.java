package io.thalweg.estimator.score;

import io.thalweg.Baseline;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;

/**
 * An estimator that weights f times the score at each event; any baseline can be subtracted from f.
 *
 * <pre>
 *   g = sum_r weight_r f(x_r) score(x_r),   E[sum_r weight_r score(x_r)] = 0
 * </pre>
 *
 * <p>An estimator that subtracts a baseline of its own, such as {@link Rloo}, is none: it returns
 * the same whatever constant is added to f.
 *
 * @param <D> what the law must be able to do
 */
public interface ScoreEstimator<D extends Distribution> extends Estimator<D, Objective> {

  /** Returns this estimator with a baseline that is subtracted from f. */
  default Baselined<D> minus(Baseline baseline) {
    return new Baselined<>(this, baseline);
  }
}
