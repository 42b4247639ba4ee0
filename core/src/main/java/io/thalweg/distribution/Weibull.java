package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * Independent Weibull variables.
 *
 * <pre>
 *   x = scale e^(1/shape),   e = (x / scale)^shape ~ Exponential(1),   x &gt; 0
 *   score of log shape = 1 + (1 - e) log e,   score of log scale = shape (e - 1)
 *   velocity of log shape = -x log(x / scale),   velocity of log scale = x
 *   dq/dlog scale = shape (law with e + e' in place of e, less that of x),   e' another draw
 *   dq/dlog shape = c (law of x+, less that of x-),   c about 0.46, see {@link ShapePair}
 * </pre>
 *
 * <p>Parameters: logarithms of the shapes, then of the scales, [contexts x (variables +
 * variables)]. An x outside of 1e-300 to 1e300 is set to the nearer end, which has the probability
 * of its whole tail.
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1994), Continuous Univariate Distributions 1,
 * chapter 21.
 */
public final class Weibull extends Univariate implements WeaklyDifferentiable {

  private Weibull(double[] parameters, int size) {
    super(parameters, size, Power::of, "log shape", "log scale");
  }

  /**
   * Makes a law of one variable.
   *
   * @throws IllegalArgumentException if the shape or the scale is not finite and above 0
   */
  public static Weibull of(double shape, double scale) {
    return of(new double[] {shape}, new double[] {scale});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @throws IllegalArgumentException if the lengths differ, a shape or a scale is not finite and
   *     above 0
   */
  public static Weibull of(double[] shapes, double[] scales) {
    return ofParameters(logs("Weibull: the shape", shapes), logs("Weibull: the scale", scales));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logShapes the logarithm of each shape
   * @param logScales the logarithm of each scale
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or a shape or
   *     scale is too large or too small for a double
   */
  public static Weibull ofParameters(double[] logShapes, double[] logScales) {
    return new Weibull(join("Weibull", logShapes, logScales), logShapes.length);
  }

  @Override
  public Weibull at(double[] parameters) {
    return new Weibull(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Weibull inContexts(int contexts) {
    return new Weibull(shared(contexts), share(contexts));
  }

  /** Draws the pairs; the negative event of a scale's pair is the draw itself. */
  @Override
  public Pairs pairs(RandomGenerator random) {
    Events x = sample(1, random);
    OneCoordinate pairs = new OneCoordinate(x, dimension());
    for (int i = 0; i < x.values().length; i++) {
      int context = i / size();
      int variable = i % size();
      Power law = (Power) ((Censored) variable(i)).variable();
      double u = Uniforms.open(random);
      double plus = law.at(ShapePair.positive(u));
      double minus = law.at(ShapePair.negative(u));
      pairs.put(context, variable, variable, ShapePair.CONSTANT, plus, minus);
      double own = x.values()[i];
      double e = Math.exp(law.logNoise(own)) - Math.log(Uniforms.open(random));
      pairs.put(context, size() + variable, variable, law.shape, law.at(Math.log(e)), own);
    }
    return pairs.pairs();
  }

  private record Power(double shape, double logScale) implements Censored.Tailed {

    static Variable.Continuous of(double[] theta) {
      double shape = Require.positive("the shape", Math.exp(theta[0]));
      Require.positive("the scale", Math.exp(theta[1]));
      return new Censored(new Power(shape, theta[1]), Censored.LEAST, Censored.GREATEST);
    }

    private double logNoise(double x) {
      return shape * (Math.log(x) - logScale);
    }

    /** Computes x from log e. */
    private double at(double logNoise) {
      return Censored.positive(Math.exp(logScale + logNoise / shape));
    }

    @Override
    public double sample(RandomGenerator random) {
      return quantile(Uniforms.open(random));
    }

    @Override
    public double logProbability(double x) {
      if (!(x > 0)) {
        return Double.NEGATIVE_INFINITY;
      }
      double log = logNoise(x);
      return Math.log(shape) + log - Math.log(x) - Math.exp(log);
    }

    @Override
    public void score(double x, double[] out) {
      double log = logNoise(x);
      double excess = StrictMath.expm1(log);
      out[0] = 1 - log * excess;
      out[1] = shape * excess;
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = -x * (Math.log(x) - logScale);
      out[1] = x;
    }

    @Override
    public double slope(double x) {
      return -(1 + shape * StrictMath.expm1(logNoise(x))) / x;
    }

    @Override
    public double cumulative(double x) {
      return x > 0 ? -StrictMath.expm1(-Math.exp(logNoise(x))) : 0;
    }

    @Override
    public double logTail(double x, double side) {
      double log = logNoise(x);
      double e = Math.exp(log);
      if (side > 0) {
        return -e;
      }
      return e < 1e-300 ? log : Math.log(-StrictMath.expm1(-e));
    }

    @Override
    public double quantile(double u) {
      return Math.exp(logScale + Math.log(-StrictMath.log1p(-u)) / shape);
    }
  }
}
