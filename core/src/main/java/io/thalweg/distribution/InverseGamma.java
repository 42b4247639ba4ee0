package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Independent inverse gamma variables, whose reciprocals are gamma variables.
 *
 * <pre>
 *   x = 1 / g,   g ~ Gamma(shape, rate = scale),   x &gt; 0
 *   p(x) = scale^shape x^(-shape - 1) exp(-scale / x) / Gamma(shape)
 *   score of log shape = shape (log(scale / x) - psi(shape)),   score of log scale = shape - scale / x
 *   velocity of log shape = -x^2 (that of g),   velocity of log scale = x
 * </pre>
 *
 * <p>Parameters: logarithms of the shapes, then of the scales, [contexts x (variables +
 * variables)]. An x outside of 1e-300 to 1e300 is set to the nearer end, which has the probability
 * of its whole tail.
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1994), Continuous Univariate Distributions 1,
 * chapter 17; for the path see {@link Gamma}.
 */
public final class InverseGamma extends Univariate implements Characteristic {

  private InverseGamma(double[] parameters, int size) {
    super(parameters, size, Reciprocal::of, "log shape", "log scale");
  }

  /**
   * Makes a law of one variable.
   *
   * @throws IllegalArgumentException if a shape or a scale is not finite and above 0
   */
  public static InverseGamma of(double shape, double scale) {
    return of(new double[] {shape}, new double[] {scale});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @throws IllegalArgumentException if the lengths differ, or a shape or a scale is not finite and
   *     above 0
   */
  public static InverseGamma of(double[] shapes, double[] scales) {
    return ofParameters(
        logs("InverseGamma: the shape", shapes), logs("InverseGamma: the scale", scales));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logShapes the logarithm of each shape
   * @param logScales the logarithm of each scale
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or one is too
   *     large or too small for a double
   */
  public static InverseGamma ofParameters(double[] logShapes, double[] logScales) {
    return new InverseGamma(join("InverseGamma", logShapes, logScales), logShapes.length);
  }

  @Override
  public InverseGamma at(double[] parameters) {
    return new InverseGamma(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public InverseGamma inContexts(int contexts) {
    return new InverseGamma(shared(contexts), share(contexts));
  }

  @Override
  public CharacteristicFunctions characteristic() {
    return spectra();
  }

  /** Computes the gamma variables 1 / x. */
  @Override
  public double[] coordinates(double[] values) {
    return Arrays.stream(values).map(x -> 1 / x).toArray();
  }

  private record Reciprocal(Gamma.Shaped gamma) implements Censored.Tailed, Spectral {

    static Variable.Continuous of(double[] theta) {
      Reciprocal law = new Reciprocal(Gamma.Shaped.of("the scale", theta));
      return new Censored(law, Censored.LEAST, Censored.GREATEST);
    }

    @Override
    public double sample(RandomGenerator random) {
      return 1 / gamma.sample(random);
    }

    @Override
    public double logProbability(double x) {
      return x > 0 ? gamma.logProbability(1 / x) - 2 * Math.log(x) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void score(double x, double[] out) {
      gamma.score(1 / x, out);
    }

    /** d log x is -d log g, which does not overflow. */
    @Override
    public void velocity(double x, double[] out) {
      double g = 1 / x;
      gamma.velocity(g, out);
      out[0] = -x * (out[0] / g);
      out[1] = x;
    }

    @Override
    public double slope(double x) {
      return (gamma.rate() / x - (gamma.shape() + 1)) / x;
    }

    @Override
    public double cumulative(double x) {
      return x > 0 ? gamma.upper(1 / x) : 0;
    }

    @Override
    public double logTail(double x, double side) {
      return gamma.logTail(1 / x, -side);
    }

    @Override
    public double quantile(double u) {
      return 1 / gamma.upperQuantile(u);
    }

    @Override
    public void moments(double[] out) {
      gamma.moments(out);
    }

    @Override
    public void characteristic(double t, double[] out) {
      gamma.characteristic(t, out);
    }
  }
}
