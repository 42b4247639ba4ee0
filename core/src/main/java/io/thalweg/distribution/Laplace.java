package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;

/**
 * Independent Laplace (double exponential) variables.
 *
 * <pre>
 *   p(x) = exp(-|e|) / (2 scale),   e = (x - location) / scale
 *   score of the location = sign(e) / scale,   score of log scale = |e| - 1
 *   velocity of the location = 1,   velocity of log scale = x - location
 * </pre>
 *
 * <p>Parameters: locations, then logarithms of the scales, [contexts x (variables + variables)].
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1995), Continuous Univariate Distributions 2,
 * chapter 24.
 */
public final class Laplace extends Univariate implements Characteristic {

  private Laplace(double[] parameters, int size) {
    super(parameters, size, Tent::of, "location", "log scale");
  }

  /**
   * Makes a law of one variable.
   *
   * @throws IllegalArgumentException if the location is not finite or the scale not above 0
   */
  public static Laplace of(double location, double scale) {
    return of(new double[] {location}, new double[] {scale});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @throws IllegalArgumentException if the lengths differ, a location is not finite, or a scale
   *     not finite and above 0
   */
  public static Laplace of(double[] locations, double[] scales) {
    return ofParameters(locations, logs("Laplace: the scale", scales));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param locations one for each variable
   * @param logScales the logarithm of each scale
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or a scale is
   *     too large or too small for a double
   */
  public static Laplace ofParameters(double[] locations, double[] logScales) {
    return new Laplace(join("Laplace", locations, logScales), locations.length);
  }

  @Override
  public Laplace at(double[] parameters) {
    return new Laplace(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Laplace inContexts(int contexts) {
    return new Laplace(shared(contexts), share(contexts));
  }

  @Override
  public CharacteristicFunctions characteristic() {
    return spectra();
  }

  private record Tent(double location, double scale) implements LocationScale, Spectral {

    static Tent of(double[] theta) {
      return new Tent(theta[0], LocationScale.scale(theta[1]));
    }

    @Override
    public double logProbability(double x) {
      return -Math.abs(noise(x)) - Math.log(2 * scale);
    }

    @Override
    public double fall(double e) {
      return Math.signum(e);
    }

    @Override
    public double noiseCumulative(double e) {
      double tail = 0.5 * Math.exp(-Math.abs(e));
      return e < 0 ? tail : 1 - tail;
    }

    @Override
    public double logTail(double x, double side) {
      double q = side * noise(x);
      return q > 0 ? -q - Math.log(2) : StrictMath.log1p(-0.5 * Math.exp(q));
    }

    @Override
    public double noiseQuantile(double u) {
      return u < 0.5 ? Math.log(2 * u) : -Math.log(2 * (1 - u));
    }

    @Override
    public void moments(double[] out) {
      LocationScale.moments(location, 2 * scale * scale, out);
    }

    @Override
    public void characteristic(double t, double[] out) {
      double square = t * t * scale * scale;
      Spectral.exp(-StrictMath.log1p(square), t * location, out);
      Spectral.derivative(0, 0, t, out);
      Spectral.derivative(1, -2 * square / (1 + square), 0, out);
    }
  }
}
