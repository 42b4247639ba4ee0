package io.thalweg.distribution;

import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * Independent variables whose logarithm is normal.
 *
 * <pre>
 *   log x = mean + sd e,   e ~ N(0, 1),   x &gt; 0
 *   score of the mean = e / sd,   score of log sd = e^2 - 1
 *   velocity of the mean = x,   velocity of log sd = x (log x - mean)
 * </pre>
 *
 * <p>Parameters: means of the logarithms, then logarithms of their standard deviations, [contexts x
 * (variables + variables)]. An x outside of 1e-300 to 1e300 is set to the nearer end, which has the
 * probability of its whole tail.
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1994), Continuous Univariate Distributions 1,
 * chapter 14.
 */
public final class Lognormal extends Univariate {

  private Lognormal(double[] parameters, int size) {
    super(parameters, size, Exp::of, "mean of log x", "log standard deviation of log x");
  }

  /**
   * Makes a law of one variable.
   *
   * @param mean of log x
   * @param deviation the standard deviation of log x
   * @throws IllegalArgumentException if the mean is not finite or the deviation not above 0
   */
  public static Lognormal of(double mean, double deviation) {
    return of(new double[] {mean}, new double[] {deviation});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @param means of log x
   * @param deviations the standard deviation of log x of each
   * @throws IllegalArgumentException if the lengths differ, a mean is not finite, or a deviation
   *     not finite and above 0
   */
  public static Lognormal of(double[] means, double[] deviations) {
    return ofParameters(means, logs("Lognormal: the standard deviation of log x", deviations));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param means of log x, one for each variable
   * @param logDeviations the logarithm of each standard deviation of log x
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or a deviation
   *     is too large or too small for a double
   */
  public static Lognormal ofParameters(double[] means, double[] logDeviations) {
    return new Lognormal(join("Lognormal", means, logDeviations), means.length);
  }

  @Override
  public Lognormal at(double[] parameters) {
    return new Lognormal(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Lognormal inContexts(int contexts) {
    return new Lognormal(shared(contexts), share(contexts));
  }

  private record Exp(double mean, double deviation) implements Censored.Tailed {

    static Variable.Continuous of(double[] theta) {
      double deviation = Require.positive("the standard deviation of log x", Math.exp(theta[1]));
      return new Censored(new Exp(theta[0], deviation), Censored.LEAST, Censored.GREATEST);
    }

    private double noise(double x) {
      return (Math.log(x) - mean) / deviation;
    }

    @Override
    public double sample(RandomGenerator random) {
      return Math.exp(mean + deviation * random.nextGaussian());
    }

    @Override
    public double logProbability(double x) {
      if (!(x > 0)) {
        return Double.NEGATIVE_INFINITY;
      }
      double e = noise(x);
      return -0.5 * e * e - Math.log(x) - Math.log(deviation) - Numerics.LOG_ROOT_TWO_PI;
    }

    @Override
    public void score(double x, double[] out) {
      double e = noise(x);
      out[0] = e / deviation;
      out[1] = e * e - 1;
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = x;
      out[1] = x * (Math.log(x) - mean);
    }

    @Override
    public double slope(double x) {
      return -(1 + noise(x) / deviation) / x;
    }

    @Override
    public double cumulative(double x) {
      return x > 0 ? 0.5 * Erfc.value(-noise(x) / Math.sqrt(2)) : 0;
    }

    @Override
    public double logTail(double x, double side) {
      double q = side * noise(x) / Math.sqrt(2);
      return q > 0 ? Math.log(0.5 * Erfcx.value(q)) - q * q : Math.log(0.5 * Erfc.value(q));
    }

    @Override
    public double quantile(double u) {
      return Math.exp(mean + deviation * Numerics.normalQuantile(u));
    }
  }
}
