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

  /**
   * A measure of the upper end of the law of f(x), for each context: of losses, such as the costs
   * of a simulation.
   *
   * <p>Estimators of its gradient use a quantile that is itself estimated. So they have a bias, of
   * which they say how fast it falls with the number of draws. For the lower end, negate f.
   */
  sealed interface Risk extends Estimand {

    /** The probability below the quantile, such as 0.95. */
    double level();
  }

  /**
   * The quantile of f, or value at risk: the least q with P(f(x) &lt;= q) &gt;= level.
   *
   * <pre>
   *   grad q = -grad P(f(x) &lt;= q) / p(q),   at fixed q on the right, p the density of f(x)
   * </pre>
   *
   * <p>It has a gradient where f(x) has a density, and so f must not be a function of counts or
   * categories alone. Source: Hong (2009), Operations Research 57, doi 10.1287/opre.1080.0531.
   *
   * @param level the probability below it
   */
  record Quantile(double level) implements Risk {

    /**
     * Makes a quantile.
     *
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public Quantile {
      Require.fraction("the level of a quantile", level);
    }
  }

  /**
   * The mean of f beyond its quantile q, or conditional value at risk (CVaR).
   *
   * <pre>
   *   q + E (f(x) - q)+ / (1 - level),   gradient = grad E (f(x) - q)+ / (1 - level) at fixed q
   * </pre>
   *
   * <p>Source: Rockafellar &amp; Uryasev (2000), Journal of Risk 2; Hong &amp; Liu (2009),
   * Management Science 55, doi 10.1287/mnsc.1080.0901; Tamar, Glassner &amp; Mannor (2015), AAAI,
   * arXiv:1404.3862, for the score.
   *
   * @param level the probability below the quantile
   */
  record TailMean(double level) implements Risk {

    /**
     * Makes a mean beyond a quantile.
     *
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public TailMean {
      Require.fraction("the level of a tail mean", level);
    }
  }
}
