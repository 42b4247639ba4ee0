package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.Events;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * Independent exponential variables.
 *
 * <pre>
 *   p(x) = rate exp(-rate x),   x &gt; 0,   x = -log(u) / rate,   u ~ Uniform(0, 1)
 *   score of log rate = 1 - rate x,   velocity of log rate = -x
 *   dq/dlog rate = law of x, less that of x + y,   y another draw: the gamma law of shape 2
 * </pre>
 *
 * <p>Parameters: logarithms of the rates, [contexts x variables].
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1994), Continuous Univariate Distributions 1,
 * chapter 19; Mohamed et al. (2020), JMLR 21, arXiv:1906.10652, for the pairs.
 */
public final class Exponential extends Univariate implements Characteristic, WeaklyDifferentiable {

  private Exponential(double[] parameters, int size) {
    super(parameters, size, Decay::of, "log rate");
  }

  /**
   * Makes a law of one context, with a variable for each rate.
   *
   * @throws IllegalArgumentException if there is no rate or one is not finite and above 0
   */
  public static Exponential of(double... rates) {
    return ofParameters(logs("Exponential: the rate", rates));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logRates the logarithm of each rate
   * @throws IllegalArgumentException if a number is not finite, or a rate is too large or too small
   *     for a double
   */
  public static Exponential ofParameters(double... logRates) {
    return new Exponential(logRates, logRates.length);
  }

  @Override
  public Exponential at(double[] parameters) {
    return new Exponential(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Exponential inContexts(int contexts) {
    return new Exponential(shared(contexts), share(contexts));
  }

  /** Draws the pairs; the positive event of each pair is the draw itself. */
  @Override
  public Pairs pairs(RandomGenerator random) {
    Events x = sample(1, random);
    double[] more = sample(1, random).values();
    OneCoordinate pairs = new OneCoordinate(x, size());
    for (int i = 0; i < more.length; i++) {
      double own = x.values()[i];
      pairs.put(i / size(), i % size(), i % size(), 1, own, own + more[i]);
    }
    return pairs.pairs();
  }

  @Override
  public CharacteristicFunctions characteristic() {
    return spectra();
  }

  /** Writes mean and variance, and their derivatives in the logarithm of the rate. */
  static void moments(double rate, double[] out) {
    out[0] = 1 / rate;
    out[1] = out[0] * out[0];
    out[2] = -out[0];
    out[3] = -2 * out[1];
  }

  private record Decay(double rate) implements Variable.Continuous, Spectral {

    static Decay of(double[] theta) {
      return new Decay(Require.positive("the rate", Math.exp(theta[0])));
    }

    @Override
    public double sample(RandomGenerator random) {
      return quantile(Uniforms.open(random));
    }

    @Override
    public double logProbability(double x) {
      return x >= 0 ? Math.log(rate) - rate * x : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = 1 - rate * x;
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = -x;
    }

    @Override
    public double slope(double x) {
      return -rate;
    }

    @Override
    public double cumulative(double x) {
      return x > 0 ? -StrictMath.expm1(-rate * x) : 0;
    }

    @Override
    public double logTail(double x, double side) {
      return side > 0 ? -rate * x : Math.log(-StrictMath.expm1(-rate * x));
    }

    @Override
    public double quantile(double u) {
      return -StrictMath.log1p(-u) / rate;
    }

    @Override
    public void moments(double[] out) {
      Exponential.moments(rate, out);
    }

    @Override
    public void characteristic(double t, double[] out) {
      Gamma.Shaped.characteristic(1, t / rate, 0, out);
    }
  }
}
