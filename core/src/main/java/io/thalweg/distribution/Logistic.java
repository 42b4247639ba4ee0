package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.internal.Numerics;

/**
 * Independent logistic variables.
 *
 * <pre>
 *   x = mean + scale e,   e = log(u / (1 - u)),   u ~ Uniform(0, 1)
 *   score of the mean = tanh(e / 2) / scale,   score of log scale = e tanh(e / 2) - 1
 *   velocity of the mean = 1,   velocity of log scale = x - mean
 * </pre>
 *
 * <p>Parameters: means, then logarithms of the scales, [contexts x (variables + variables)].
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1995), Continuous Univariate Distributions 2,
 * chapter 23.
 */
public final class Logistic extends Univariate implements Characteristic {

  private Logistic(double[] parameters, int size) {
    super(parameters, size, Logit::of, "mean", "log scale");
  }

  /**
   * Makes a law of one variable.
   *
   * @throws IllegalArgumentException if the mean is not finite or the scale not above 0
   */
  public static Logistic of(double mean, double scale) {
    return of(new double[] {mean}, new double[] {scale});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @throws IllegalArgumentException if the lengths differ, a mean is not finite, or a scale not
   *     finite and above 0
   */
  public static Logistic of(double[] means, double[] scales) {
    return ofParameters(means, logs("Logistic: the scale", scales));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param means one for each variable
   * @param logScales the logarithm of each scale
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or a scale is
   *     too large or too small for a double
   */
  public static Logistic ofParameters(double[] means, double[] logScales) {
    return new Logistic(join("Logistic", means, logScales), means.length);
  }

  @Override
  public Logistic at(double[] parameters) {
    return new Logistic(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Logistic inContexts(int contexts) {
    return new Logistic(shared(contexts), share(contexts));
  }

  @Override
  public CharacteristicFunctions characteristic() {
    return spectra();
  }

  private record Logit(double location, double scale) implements LocationScale, Spectral {

    // Below, 1 - y coth y would cancel; one term of its series is exact to 1e-20.
    private static final double SMALL = 1e-5;

    static Logit of(double[] theta) {
      return new Logit(theta[0], LocationScale.scale(theta[1]));
    }

    @Override
    public double logProbability(double x) {
      double e = Math.abs(noise(x));
      return -e - 2 * StrictMath.log1p(Math.exp(-e)) - Math.log(scale);
    }

    @Override
    public double fall(double e) {
      return StrictMath.tanh(e / 2);
    }

    @Override
    public double noiseCumulative(double e) {
      return Numerics.sigmoid(e);
    }

    @Override
    public double logTail(double x, double side) {
      return -Numerics.softplus(side * noise(x));
    }

    @Override
    public double noiseQuantile(double u) {
      return Numerics.logit(u);
    }

    @Override
    public void moments(double[] out) {
      LocationScale.moments(location, Math.PI * Math.PI / 3 * scale * scale, out);
    }

    /** phi(t) = exp(i t location) y / sinh y, y = pi t scale. */
    @Override
    public void characteristic(double t, double[] out) {
      double y = Math.abs(Math.PI * t * scale);
      // y / sinh y = 2 y exp(-y) / (1 - exp(-2 y)), which does not overflow.
      double tail = -StrictMath.expm1(-2 * y);
      double log = y > 0 ? Math.log(2 * y / tail) - y : 0;
      Spectral.exp(log, t * location, out);
      Spectral.derivative(0, 0, t, out);
      double slope = y > SMALL ? 1 - y * (2 - tail) / tail : -y * y / 3;
      Spectral.derivative(1, slope, 0, out);
    }
  }
}
