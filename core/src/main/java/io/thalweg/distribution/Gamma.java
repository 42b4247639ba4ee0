package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.Events;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.internal.DoubleExponential;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Independent gamma variables.
 *
 * <pre>
 *   p(x) = rate^shape x^(shape - 1) exp(-rate x) / Gamma(shape),   x &gt; 0
 *   score of log shape = shape (log(rate x) - psi(shape)),   score of log rate = shape - rate x
 *   velocity of log rate = -x
 *   dq/dlog rate = shape (law of x, less that of x + y),   y ~ Exponential(rate)
 *   dq/dlog shape = c (law of x+, less that of x-),   c = p u at log(rate x) = psi(shape)
 *   P(x+ &gt; t) = p(t) u(t) / c beyond that point,   P(x- &lt; t) = p(t) u(t) / c below it
 *   u = velocity of log shape = -1/p(x) int_0^x p(t) score(t) dt = 1/p(x) int_x^inf p(t) score(t) dt
 * </pre>
 *
 * <p>The integral is taken over log t, away from the mode, by quadrature; its relative error is
 * below 1e-10 for shapes from 1e-2 to 1e4. x+ and x- are on the two sides of the point at which the
 * score of log shape changes its sign. They are found from one uniform number, by inversion.
 *
 * <p>Parameters: logarithms of the shapes, then of the rates, [contexts x (variables + variables)].
 * An x outside of 1e-300 to 1e300 is set to the nearer end, which has the probability of its whole
 * tail; bounds use the density there.
 *
 * <p>Source of the path: Figurnov, Mohamed &amp; Mnih (2018), NeurIPS, arXiv:1805.08498; Jankowiak
 * &amp; Obermeyer (2018), ICML, arXiv:1806.01851.
 */
public final class Gamma extends Univariate implements Characteristic, WeaklyDifferentiable {

  private Gamma(double[] parameters, int size) {
    super(parameters, size, Shaped::of, "log shape", "log rate");
  }

  /**
   * Makes a law of one variable.
   *
   * @throws IllegalArgumentException if the shape or the rate is not finite and above 0
   */
  public static Gamma of(double shape, double rate) {
    return of(new double[] {shape}, new double[] {rate});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @throws IllegalArgumentException if the lengths differ, a shape or a rate is not finite and
   *     above 0
   */
  public static Gamma of(double[] shapes, double[] rates) {
    return ofParameters(logs("Gamma: the shape", shapes), logs("Gamma: the rate", rates));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logShapes the logarithm of each shape
   * @param logRates the logarithm of each rate
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or a shape or
   *     rate is too large or too small for a double
   */
  public static Gamma ofParameters(double[] logShapes, double[] logRates) {
    return new Gamma(join("Gamma", logShapes, logRates), logShapes.length);
  }

  @Override
  public Gamma at(double[] parameters) {
    return new Gamma(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Gamma inContexts(int contexts) {
    return new Gamma(shared(contexts), share(contexts));
  }

  /** Draws the pairs; the positive event of a rate's pair is the draw itself. */
  @Override
  public Pairs pairs(RandomGenerator random) {
    Events x = sample(1, random);
    OneCoordinate pairs = new OneCoordinate(x, dimension());
    for (int i = 0; i < x.values().length; i++) {
      int context = i / size();
      int variable = i % size();
      Shaped law = (Shaped) ((Censored) variable(i)).variable();
      double u = Uniforms.open(random);
      double plus = Censored.positive(law.beyondTurn(u, 1));
      double minus = Censored.positive(law.beyondTurn(u, -1));
      pairs.put(context, variable, variable, law.flux(law.digamma), plus, minus);
      double own = x.values()[i];
      double more = Censored.positive(own - Math.log(Uniforms.open(random)) / law.rate);
      pairs.put(context, size() + variable, variable, law.shape, own, more);
    }
    return pairs.pairs();
  }

  @Override
  public CharacteristicFunctions characteristic() {
    return spectra();
  }

  /** A variable with its constants; y = rate x has rate 1. */
  record Shaped(double shape, double rate, double digamma, double logGamma)
      implements Censored.Tailed, Spectral {

    static Variable.Continuous of(double[] theta) {
      return new Censored(of("the rate", theta), Censored.LEAST, Censored.GREATEST);
    }

    /** Makes a variable that is not clamped, of which messages call the rate something else. */
    static Shaped of(String rateName, double[] theta) {
      double shape = Require.positive("the shape", Math.exp(theta[0]));
      double rate = Require.positive(rateName, Math.exp(theta[1]));
      return new Shaped(shape, rate, Digamma.value(shape), LogGamma.value(shape));
    }

    private double logUnit(double x) {
      return Math.log(rate) + Math.log(x);
    }

    @Override
    public double sample(RandomGenerator random) {
      return Math.exp(LogGammas.sample(shape, random) - Math.log(rate));
    }

    @Override
    public double logProbability(double x) {
      return x > 0
          ? shape * logUnit(x) - Math.log(x) - rate * x - logGamma
          : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = shape * (logUnit(x) - digamma);
      out[1] = shape - rate * x;
    }

    @Override
    public void velocity(double x, double[] out) {
      double side = rate * x < shape ? -1 : 1;
      double above = logUnit(x) - digamma;
      out[0] = side * shape * x * beyond(rate * x, side, w -> above + side * w);
      out[1] = -x;
    }

    /** The probability that log shape carries past v = log(rate x), p u. */
    double flux(double v) {
      double y = Math.exp(v);
      double side = y < shape ? -1 : 1;
      double above = v - digamma;
      return side * shape * density(v) * beyond(y, side, w -> above + side * w);
    }

    /** The density of v = log(rate x). */
    private double density(double v) {
      return Math.exp(shape * v - Math.exp(v) - logGamma);
    }

    /**
     * The x at which the flux is a share u of what it is where the score is zero, on one side of
     * that point. Both laws of v are log-concave.
     */
    double beyondTurn(double u, double side) {
      double share = u * flux(digamma);
      DoubleUnaryOperator step =
          v -> {
            double slope = shape * Math.abs(v - digamma) * density(v);
            double bend = 1 / (v - digamma) + shape - Math.exp(v);
            return -side * Inversion.step(flux(v), slope, -side * bend, share);
          };
      double start = digamma + side / (1 + Math.sqrt(shape));
      double v =
          side > 0
              ? Inversion.root(digamma, Double.POSITIVE_INFINITY, start, step)
              : Inversion.root(Double.NEGATIVE_INFINITY, digamma, start, step);
      return Math.exp(v - Math.log(rate));
    }

    /** Integrates a function over w = |log t - log y|, on one side of y, in units of y p(y). */
    private double beyond(double y, double side, DoubleUnaryOperator function) {
      double slope = Math.abs(shape - y) / 2;
      return DoubleExponential.halfLine(
          1 / (slope + Math.sqrt(slope * slope + y / 2)),
          w ->
              Math.exp(side * shape * w - y * StrictMath.expm1(side * w))
                  * function.applyAsDouble(w));
    }

    @Override
    public double slope(double x) {
      return (shape - 1) / x - rate;
    }

    @Override
    public double cumulative(double x) {
      return x > 0 ? RegularizedGamma.P.value(shape, rate * x) : 0;
    }

    @Override
    public double logTail(double x, double side) {
      double y = rate * x;
      if (side < 0 != y < shape) {
        double tail =
            side < 0 ? RegularizedGamma.P.value(shape, y) : RegularizedGamma.Q.value(shape, y);
        return Math.log(tail);
      }
      return shape * logUnit(x) - y - logGamma + Math.log(beyond(y, side, w -> 1));
    }

    /** 1 - F(x). */
    double upper(double x) {
      return RegularizedGamma.Q.value(shape, rate * x);
    }

    @Override
    public double quantile(double u) {
      return u < RegularizedGamma.P.value(shape, shape)
          ? quantile(u, true)
          : quantile(1 - u, false);
    }

    /** The x at which 1 - F(x) is u. */
    double upperQuantile(double u) {
      return u < RegularizedGamma.Q.value(shape, shape)
          ? quantile(u, false)
          : quantile(1 - u, true);
    }

    /** Solves for v = log y, in which the law is log-concave. */
    private double quantile(double tail, boolean lower) {
      double mode = Math.log(shape);
      DoubleUnaryOperator step =
          v -> {
            double y = Math.exp(v);
            double density = Math.exp(shape * v - y - logGamma);
            return lower
                ? Inversion.step(RegularizedGamma.P.value(shape, y), density, shape - y, tail)
                : -Inversion.step(RegularizedGamma.Q.value(shape, y), density, y - shape, tail);
          };
      double low = lower ? Double.NEGATIVE_INFINITY : mode;
      double high = lower ? mode : Double.POSITIVE_INFINITY;
      double width = Math.min(1, 1 / Math.sqrt(shape));
      return Math.exp(Inversion.root(low, high, mode, width, step) - Math.log(rate));
    }

    @Override
    public void moments(double[] out) {
      out[0] = shape / rate;
      out[1] = out[0] / rate;
      out[2] = out[0];
      out[3] = out[1];
      out[4] = -out[0];
      out[5] = -2 * out[1];
    }

    @Override
    public void characteristic(double t, double[] out) {
      double y = t / rate;
      characteristic(shape, y, 1, out);
      Spectral.derivative(0, -shape * StrictMath.log1p(y * y) / 2, shape * StrictMath.atan(y), out);
    }

    /** Writes phi = (1 - i y)^-shape and its derivative in log rate, the parameter j. */
    static void characteristic(double shape, double y, int j, double[] out) {
      double square = y * y;
      Spectral.exp(-shape * StrictMath.log1p(square) / 2, shape * StrictMath.atan(y), out);
      Spectral.derivative(j, shape * square / (1 + square), -shape * y / (1 + square), out);
    }
  }
}
