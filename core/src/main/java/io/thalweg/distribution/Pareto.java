package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Independent Pareto variables above a minimum that does not move.
 *
 * <pre>
 *   x = minimum e^(y / shape),   y ~ Exponential(1),   x &gt;= minimum
 *   score of log shape = 1 - y,   velocity of log shape = -x y / shape
 * </pre>
 *
 * <p>The minimum is a constant, the same for all variables: a law whose edge moves has no score of
 * mean zero. Parameters: logarithms of the shapes, [contexts x variables]. An x above 1e300 is set
 * to it, which has the probability of the whole tail.
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1994), Continuous Univariate Distributions 1,
 * chapter 20.
 */
public final class Pareto extends Univariate implements Characteristic {

  private final double minimum;

  private Pareto(double minimum, double[] parameters, int size) {
    super(parameters, size, theta -> Power.of(minimum, theta[0]), "log shape");
    this.minimum = minimum;
  }

  /**
   * Makes a law of one context, with a variable for each shape.
   *
   * @param minimum of all variables
   * @throws IllegalArgumentException if the minimum is not of 1e-300 to 1e300, there is no shape,
   *     or one is not finite and above 0
   */
  public static Pareto of(double minimum, double... shapes) {
    return ofParameters(minimum, logs("Pareto: the shape", shapes));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param minimum of all variables
   * @param logShapes the logarithm of each shape
   * @throws IllegalArgumentException if the minimum is not of 1e-300 to 1e300, a number is not
   *     finite, or a shape is too large or too small for a double
   */
  public static Pareto ofParameters(double minimum, double... logShapes) {
    Require.atLeast(Censored.LEAST, "Pareto: the minimum", minimum);
    Require.atMost(Censored.GREATEST, "Pareto: the minimum", minimum);
    return new Pareto(minimum, logShapes, logShapes.length);
  }

  @Override
  public Pareto at(double[] parameters) {
    return new Pareto(minimum, parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Pareto inContexts(int contexts) {
    return new Pareto(minimum, shared(contexts), share(contexts));
  }

  @Override
  public CharacteristicFunctions characteristic() {
    return spectra();
  }

  /** Computes the exponential variables log(x / minimum). */
  @Override
  public double[] coordinates(double[] values) {
    return Arrays.stream(values).map(x -> Power.log(x, minimum)).toArray();
  }

  @Override
  public boolean hasClosedMeans() {
    return hasRareEnds() && Characteristic.super.hasClosedMeans();
  }

  private record Power(double minimum, double shape) implements Censored.Tailed, Spectral {

    static Variable.Continuous of(double minimum, double logShape) {
      double shape = Require.positive("the shape", Math.exp(logShape));
      return new Censored(new Power(minimum, shape), Double.NEGATIVE_INFINITY, Censored.GREATEST);
    }

    /** log(x / minimum), to full relative accuracy also next to the minimum. */
    private static double log(double x, double minimum) {
      return x < 2 * minimum
          ? StrictMath.log1p((x - minimum) / minimum)
          : Math.log(x) - Math.log(minimum);
    }

    private double log(double x) {
      return log(x, minimum);
    }

    @Override
    public double sample(RandomGenerator random) {
      return quantile(Uniforms.open(random));
    }

    @Override
    public double logProbability(double x) {
      return x >= minimum
          ? Math.log(shape) - shape * log(x) - Math.log(x)
          : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = 1 - shape * log(x);
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = -x * log(x);
    }

    @Override
    public double slope(double x) {
      return -(shape + 1) / x;
    }

    @Override
    public double cumulative(double x) {
      return x > minimum ? -StrictMath.expm1(-shape * log(x)) : 0;
    }

    @Override
    public double logTail(double x, double side) {
      if (x <= minimum) {
        return side > 0 ? 0 : Double.NEGATIVE_INFINITY;
      }
      double y = shape * log(x);
      return side > 0 ? -y : Math.log(-StrictMath.expm1(-y));
    }

    @Override
    public double quantile(double u) {
      return minimum * Math.exp(-StrictMath.log1p(-u) / shape);
    }

    @Override
    public void moments(double[] out) {
      Exponential.moments(shape, out);
    }

    @Override
    public void characteristic(double t, double[] out) {
      Gamma.Shaped.characteristic(1, t / shape, 0, out);
    }
  }
}
