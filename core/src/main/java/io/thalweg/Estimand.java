package io.thalweg;

import io.thalweg.support.Require;

/** What is differentiated in theta. */
public sealed interface Estimand {

  /** What is meant where nothing else is said: E f(x). */
  Estimand MEAN = new Mean();

  /** E f(x), x ~ q(x; theta). */
  record Mean() implements Estimand {}

  /**
   * The importance-weighted bound of a log-likelihood, for f(x) = log p(x, data).
   *
   * <pre>
   *   E log 1/K sum_k w_k,   log w_k = f(x_k) - log q(x_k; theta),   x_1 .. x_K ~ q(x; theta)
   * </pre>
   *
   * <p>K = 1 is the evidence lower bound. f and log q are densities of the same events: where a law
   * lets a number stand for all beyond it, as Beta, Gamma and Dirichlet do, q is its density there
   * ({@link Distribution#logDensity}), and log w counts as the same from there on. Source: Burda,
   * Grosse &amp; Salakhutdinov (2016), ICLR, arXiv:1509.00519.
   *
   * @param draws K
   */
  record Bound(int draws) implements Estimand {

    /**
     * With K draws.
     *
     * @throws IllegalArgumentException if K is below 1
     */
    public Bound {
      Require.atLeast(1, "the number of draws of a bound", draws);
    }
  }
}
