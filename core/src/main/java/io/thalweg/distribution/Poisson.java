package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.KempSmallMeanPoissonSampler;
import org.apache.commons.rng.sampling.distribution.LargeMeanPoissonSampler;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * Independent Poisson variables.
 *
 * <pre>
 *   P(x) = rate^x exp(-rate) / x!,   score of log rate = x - rate
 *   dQ(x)/d rate = -P(x), so that log rate carries probability upwards at the rate `rate`
 *   dq/dlog rate = rate (law of x + 1, less that of x)
 * </pre>
 *
 * <p>Draws are by Kemp's inversion below a rate of 40 and by rejection above, at a cost that does
 * not grow with the rate. Rates are at most 2^30, so that counts fit an int. Parameters: logarithms
 * of the rates, [contexts x variables].
 *
 * <p>Source of the samplers: Kemp &amp; Kemp (1991), Applied Statistics 40, 143-158; Devroye
 * (1986), Non-Uniform Random Variate Generation, chapter X.3.
 */
public final class Poisson extends Counts implements SpectralCounts, WeaklyDifferentiable {

  /** The largest rate. */
  static final double LARGEST_RATE = 0x1p30 - 1;

  private static final double LEAST_FOR_REJECTION = 40;

  private Poisson(double[] logRates, int size) {
    super(logRates, size, Count::of, "log rate");
  }

  /**
   * Makes a law of one context, with a variable for each rate.
   *
   * @throws IllegalArgumentException if there is no rate, or one is not above 0 or above 2^30 - 1
   */
  public static Poisson of(double... rates) {
    return ofParameters(logs("Poisson: the rate", rates));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logRates the logarithm of each rate
   * @throws IllegalArgumentException if there is no number, one is not finite, or a rate is 0 or
   *     above 2^30 - 1
   */
  public static Poisson ofParameters(double... logRates) {
    return new Poisson(logRates, logRates.length);
  }

  @Override
  public Poisson at(double[] parameters) {
    return new Poisson(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Poisson inContexts(int contexts) {
    return new Poisson(shared(contexts), share(contexts));
  }

  @Override
  public Pairs pairs(RandomGenerator random) {
    Events x = sample(1, random);
    double[] logRates = parameters();
    OneCoordinate pairs = new OneCoordinate(x, size());
    for (int i = 0; i < logRates.length; i++) {
      double own = x.values()[i];
      pairs.put(i / size(), i % size(), i % size(), Math.exp(logRates[i]), own + 1, own);
    }
    return pairs.pairs();
  }

  /** Draws one number; the rate must be above 0. */
  static double draw(double rate, RandomGenerator random) {
    UniformRandomProvider source = random::nextLong;
    return rate < LEAST_FOR_REJECTION
        ? KempSmallMeanPoissonSampler.of(source, rate).sample()
        : LargeMeanPoissonSampler.of(source, rate).sample();
  }

  private record Count(double rate, PoissonDistribution law) implements Spectral {

    static Count of(double[] theta) {
      double rate = Require.positive("the rate", Math.exp(theta[0]));
      Require.atMost(LARGEST_RATE, "the rate", rate);
      return new Count(rate, PoissonDistribution.of(rate));
    }

    @Override
    public double sample(RandomGenerator random) {
      return draw(rate, random);
    }

    @Override
    public double logProbability(double x) {
      return Numerics.isCount(x) && x <= Integer.MAX_VALUE
          ? law.logProbability((int) x)
          : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = x - rate;
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = rate;
    }

    @Override
    public void moments(double[] out) {
      Arrays.fill(out, rate);
    }

    @Override
    public void characteristic(double t, double[] out) {
      double half = Math.sin(t / 2);
      double re = -2 * rate * half * half;
      double im = rate * Math.sin(t);
      Spectral.exp(re, im, out);
      Spectral.derivative(0, re, im, out);
    }
  }
}
