package io.thalweg.distribution;

import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

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
public final class Laplace extends Univariate {

  private Laplace(double[] parameters, int size) {
    super(parameters, size, Tent::of, "location", "log scale");
  }

  /**
   * Makes a law of one variable.
   *
   * @throws IllegalArgumentException if the location is not finite or the scale not above 0
   */
  public static Laplace of(double location, double scale) {
    Require.positive("Laplace: the scale", scale);
    return new Laplace(new double[] {location, Math.log(scale)}, 1);
  }

  /**
   * Makes a law of one context with several variables.
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

  private record Tent(double location, double scale) implements Variable.Continuous {

    static Tent of(double[] theta) {
      return new Tent(theta[0], Require.positive("the scale", Math.exp(theta[1])));
    }

    private double noise(double x) {
      return (x - location) / scale;
    }

    @Override
    public double sample(RandomGenerator random) {
      return quantile(Uniforms.open(random));
    }

    @Override
    public double logProbability(double x) {
      return -Math.abs(noise(x)) - Math.log(2 * scale);
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = Math.signum(noise(x)) / scale;
      out[1] = Math.abs(noise(x)) - 1;
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = 1;
      out[1] = x - location;
    }

    @Override
    public double slope(double x) {
      return -Math.signum(noise(x)) / scale;
    }

    @Override
    public double cumulative(double x) {
      double tail = 0.5 * Math.exp(-Math.abs(noise(x)));
      return x < location ? tail : 1 - tail;
    }

    @Override
    public double quantile(double u) {
      double e = u < 0.5 ? Math.log(2 * u) : -Math.log(2 * (1 - u));
      return location + scale * e;
    }
  }
}
