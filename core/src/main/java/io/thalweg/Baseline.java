package io.thalweg;

/**
 * An approximation of f(x) that is known before x is drawn.
 *
 * <p>Subtracting it from f does not change the mean of a score estimator, because the mean of the
 * score is zero. It must not depend on the draws that it multiplies.
 */
@FunctionalInterface
public interface Baseline {

  /**
   * Computes one value for each context of the law, or one for each context and parameter.
   *
   * @return [contexts] or [contexts x dimension]
   */
  double[] values(Distribution law);
}
