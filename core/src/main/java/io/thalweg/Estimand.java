package io.thalweg;

import io.thalweg.support.Require;

/** The quantity whose gradient in theta is estimated. */
public sealed interface Estimand {

  /** The usual estimand, E f(x). */
  Estimand MEAN = new Mean();

  /** The mean E f(x), x ~ q(x; theta). */
  record Mean() implements Estimand {}

  /**
   * The importance-weighted bound of a log-likelihood, for f(x) = log p(x, data).
   *
   * <pre>
   *   E log 1/K sum_k w_k,   log w_k = f(x_k) - log q(x_k; theta),   x_1 .. x_K ~ q(x; theta)
   * </pre>
   *
   * <p>K = 1 is the evidence lower bound. f and log q are densities of the same events. At a
   * censored end, as Beta, Gamma and Dirichlet have, q is the density there ({@link
   * Distribution#logDensity}), and log w is taken to be constant beyond it. Source: Burda, Grosse
   * &amp; Salakhutdinov (2016), ICLR, arXiv:1509.00519.
   *
   * @param draws K
   */
  record Bound(int draws) implements Estimand {

    /**
     * Makes a bound of K draws.
     *
     * @throws IllegalArgumentException if K is below 1
     */
    public Bound {
      Require.atLeast(1, "the number of draws of a bound", draws);
    }
  }

  /**
   * The mean of the largest of several values, E max(f(x_1), .., f(x_K)), x_1 .. x_K ~ q(x; theta).
   *
   * <p>It is what counts where the best of K tries is kept. For f of 0 and 1 it is the probability
   * that one of K tries succeeds, which is called pass@K. K = 1 is the mean.
   *
   * @param draws K
   */
  record Best(int draws) implements Estimand {

    /**
     * Makes the best of K values.
     *
     * @throws IllegalArgumentException if K is below 1
     */
    public Best {
      Require.atLeast(1, "the number of values of which the best counts", draws);
    }
  }
}
