package io.thalweg.distribution;

import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

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
public final class Logistic extends Univariate {

  private Logistic(double[] parameters, int size) {
    super(parameters, size, Logit::of, "mean", "log scale");
  }

  /**
   * Makes a law of one variable.
   *
   * @throws IllegalArgumentException if the mean is not finite or the scale not above 0
   */
  public static Logistic of(double mean, double scale) {
    Require.positive("Logistic: the scale", scale);
    return new Logistic(new double[] {mean, Math.log(scale)}, 1);
  }

  /**
   * Makes a law of one context with several variables.
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

  private record Logit(double mean, double scale) implements Variable.Continuous {

    static Logit of(double[] theta) {
      return new Logit(theta[0], Require.positive("the scale", Math.exp(theta[1])));
    }

    private double noise(double x) {
      return (x - mean) / scale;
    }

    @Override
    public double sample(RandomGenerator random) {
      return quantile(Uniforms.open(random));
    }

    @Override
    public double logProbability(double x) {
      double e = Math.abs(noise(x));
      return -e - 2 * Math.log1p(Math.exp(-e)) - Math.log(scale);
    }

    @Override
    public void score(double x, double[] out) {
      double e = noise(x);
      out[0] = Math.tanh(e / 2) / scale;
      out[1] = e * Math.tanh(e / 2) - 1;
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = 1;
      out[1] = x - mean;
    }

    @Override
    public double slope(double x) {
      return -Math.tanh(noise(x) / 2) / scale;
    }

    @Override
    public double cumulative(double x) {
      return Numerics.sigmoid(noise(x));
    }

    @Override
    public double quantile(double u) {
      return mean + scale * Numerics.logit(u);
    }
  }
}
