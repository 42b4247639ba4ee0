package io.thalweg;

/**
 * An estimator that learns by descending a function of its own estimates, such as their square.
 *
 * <p>E |g|^2 of an estimate without bias is its variance plus a constant, so that the variance
 * descends with the square.
 */
public interface Tunable extends Adaptive {

  /**
   * Learns from an estimate g by descending a function of it.
   *
   * <p>{@link #learn(Estimate)} descends the mean over the contexts of |g|^2. Another function is
   * |J^T g|^2, the square of what g becomes when it is pulled back through a network.
   *
   * @param past an estimate of this estimator
   * @param slopes the gradient of the function in g, [contexts x dimension]
   * @throws IllegalArgumentException if another estimator drew the estimate
   */
  void learn(Estimate past, double[] slopes);
}
