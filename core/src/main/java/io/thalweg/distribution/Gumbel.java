package io.thalweg.distribution;

/**
 * Independent Gumbel variables, the law of the greatest of many numbers.
 *
 * <pre>
 *   x = location + scale e,   e = -log(-log u),   u ~ Uniform(0, 1)
 *   F(x) = exp(-exp(-e)),   score of the location = (1 - exp(-e)) / scale
 *   score of log scale = e (1 - exp(-e)) - 1
 *   velocity of the location = 1,   velocity of log scale = x - location
 * </pre>
 *
 * <p>Parameters: locations, then logarithms of the scales, [contexts x (variables + variables)].
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1995), Continuous Univariate Distributions 2,
 * chapter 22.
 */
public final class Gumbel extends Univariate {

  private Gumbel(double[] parameters, int size) {
    super(parameters, size, Extreme::of, "location", "log scale");
  }

  /**
   * Makes a law of one variable.
   *
   * @throws IllegalArgumentException if a location is not finite, or a scale not finite and above 0
   */
  public static Gumbel of(double location, double scale) {
    return of(new double[] {location}, new double[] {scale});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @throws IllegalArgumentException if the lengths differ, or a location is not finite, or a scale
   *     not finite and above 0
   */
  public static Gumbel of(double[] locations, double[] scales) {
    return ofParameters(locations, logs("Gumbel: the scale", scales));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param locations one for each variable
   * @param logScales the logarithm of each scale
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or one is too
   *     large or too small for a double
   */
  public static Gumbel ofParameters(double[] locations, double[] logScales) {
    return new Gumbel(join("Gumbel", locations, logScales), locations.length);
  }

  @Override
  public Gumbel at(double[] parameters) {
    return new Gumbel(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Gumbel inContexts(int contexts) {
    return new Gumbel(shared(contexts), share(contexts));
  }

  private record Extreme(double location, double scale) implements LocationScale {

    static Extreme of(double[] theta) {
      return new Extreme(theta[0], LocationScale.scale(theta[1]));
    }

    @Override
    public double logProbability(double x) {
      double e = noise(x);
      return -e - Math.exp(-e) - Math.log(scale);
    }

    @Override
    public double fall(double e) {
      return -StrictMath.expm1(-e);
    }

    @Override
    public double noiseCumulative(double e) {
      return Math.exp(-Math.exp(-e));
    }

    @Override
    public double logTail(double x, double side) {
      double e = noise(x);
      if (side < 0) {
        return -Math.exp(-e);
      }
      // Far out 1 - F is exp(-e), and its square is lost.
      return e > 40 ? -e : Math.log(-StrictMath.expm1(-Math.exp(-e)));
    }

    @Override
    public double noiseQuantile(double u) {
      return -Math.log(-Math.log(u));
    }
  }
}
