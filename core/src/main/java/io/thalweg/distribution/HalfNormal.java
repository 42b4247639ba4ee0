package io.thalweg.distribution;

import io.thalweg.internal.Numerics;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.InverseErf;

/**
 * Independent half-normal variables, distances of normal ones from 0.
 *
 * <pre>
 *   x = scale |e|,   e ~ N(0, 1),   x &gt;= 0
 *   F(x) = erf(e / sqrt 2),   score of log scale = e^2 - 1,   velocity of log scale = x
 * </pre>
 *
 * <p>Parameters: logarithms of the scales, [contexts x variables].
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1994), Continuous Univariate Distributions 1,
 * chapter 13.
 */
public final class HalfNormal extends Univariate {

  private HalfNormal(double[] parameters, int size) {
    super(parameters, size, Folded::of, "log scale");
  }

  /**
   * Makes a law of one context, with a variable for each scale.
   *
   * @throws IllegalArgumentException if there is no scale or one is not finite and above 0
   */
  public static HalfNormal of(double... scales) {
    return ofParameters(logs("HalfNormal: the scale", scales));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logScales the logarithm of each scale
   * @throws IllegalArgumentException if a number is not finite, or a scale is too large or too
   *     small for a double
   */
  public static HalfNormal ofParameters(double... logScales) {
    return new HalfNormal(logScales, logScales.length);
  }

  @Override
  public HalfNormal at(double[] parameters) {
    return new HalfNormal(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public HalfNormal inContexts(int contexts) {
    return new HalfNormal(shared(contexts), share(contexts));
  }

  private record Folded(double scale) implements Variable.Continuous {

    static Folded of(double[] theta) {
      return new Folded(LocationScale.scale(theta[0]));
    }

    private double noise(double x) {
      return x / scale;
    }

    @Override
    public double sample(RandomGenerator random) {
      return scale * Math.abs(random.nextGaussian());
    }

    @Override
    public double logProbability(double x) {
      double e = noise(x);
      return x >= 0
          ? -0.5 * e * e - Math.log(scale) - Numerics.LOG_ROOT_TWO_PI + Math.log(2)
          : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void score(double x, double[] out) {
      double e = noise(x);
      out[0] = e * e - 1;
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = x;
    }

    @Override
    public double slope(double x) {
      return -noise(x) / scale;
    }

    @Override
    public double cumulative(double x) {
      return x > 0 ? Erf.value(noise(x) / Math.sqrt(2)) : 0;
    }

    @Override
    public double quantile(double u) {
      return scale * Math.sqrt(2) * InverseErf.value(u);
    }
  }
}
