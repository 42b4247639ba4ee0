package io.thalweg.distribution;

import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * Independent Kumaraswamy variables, whose distribution function is in closed form.
 *
 * <pre>
 *   F(x) = 1 - (1 - x^a)^b,   x = (1 - (1 - u)^(1/b))^(1/a),   0 &lt; x &lt; 1
 *   score of log a = 1 + a log x - (b - 1) a log x / (x^-a - 1)
 *   score of log b = 1 + b log(1 - x^a)
 *   velocity of log a = -x log x,   velocity of log b = x (x^-a - 1) log(1 - x^a) / a
 * </pre>
 *
 * <p>It resembles the beta law, and its draws and their derivatives need no special function.
 * Parameters: logarithms of the a, then of the b, [contexts x (variables + variables)]. An x below
 * 1e-300 is set to 1e-300, and one nearer to 1 than 2^-40 to 1 - 2^-40. Each of these ends has the
 * probability of its whole tail.
 *
 * <p>Source: Kumaraswamy (1980), J. Hydrology 46, 79-88, doi 10.1016/0022-1694(80)90036-0.
 */
public final class Kumaraswamy extends Univariate {

  private Kumaraswamy(double[] parameters, int size) {
    super(parameters, size, Power::of, "log a", "log b");
  }

  /**
   * Makes a law of one variable.
   *
   * @throws IllegalArgumentException if an a or a b is not finite and above 0
   */
  public static Kumaraswamy of(double a, double b) {
    return of(new double[] {a}, new double[] {b});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @throws IllegalArgumentException if the lengths differ, or an a or a b is not finite and above
   *     0
   */
  public static Kumaraswamy of(double[] as, double[] bs) {
    return ofParameters(logs("Kumaraswamy: a", as), logs("Kumaraswamy: b", bs));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logAs the logarithm of each a
   * @param logBs the logarithm of each b
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or one is too
   *     large or too small for a double
   */
  public static Kumaraswamy ofParameters(double[] logAs, double[] logBs) {
    return new Kumaraswamy(join("Kumaraswamy", logAs, logBs), logAs.length);
  }

  @Override
  public Kumaraswamy at(double[] parameters) {
    return new Kumaraswamy(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Kumaraswamy inContexts(int contexts) {
    return new Kumaraswamy(shared(contexts), share(contexts));
  }

  private record Power(double a, double b) implements Censored.Tailed {

    // Beyond, x^a is lost beside 1.
    private static final double FAR = 40;

    static Variable.Continuous of(double[] theta) {
      double a = Require.positive("a", Math.exp(theta[0]));
      double b = Require.positive("b", Math.exp(theta[1]));
      return new Censored(new Power(a, b), Censored.LEAST, Censored.BELOW_ONE);
    }

    /** -log x^a. */
    private double depth(double x) {
      return -a * Math.log(x);
    }

    @Override
    public double sample(RandomGenerator random) {
      return quantile(Uniforms.open(random));
    }

    @Override
    public double logProbability(double x) {
      return x > 0 && x < 1
          ? Math.log(a)
              + Math.log(b)
              + (a - 1) * Math.log(x)
              + (b - 1) * Numerics.logOneMinusExp(depth(x))
          : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void score(double x, double[] out) {
      double depth = depth(x);
      out[0] = 1 - depth + (b - 1) * depth / StrictMath.expm1(depth);
      out[1] = 1 + b * Numerics.logOneMinusExp(depth);
    }

    @Override
    public void velocity(double x, double[] out) {
      double depth = depth(x);
      out[0] = -x * Math.log(x);
      // The product tends to -1.
      double product = depth > FAR ? -1 : Numerics.logOneMinusExp(depth) * StrictMath.expm1(depth);
      out[1] = x * product / a;
    }

    @Override
    public double slope(double x) {
      return (a - 1 - (b - 1) * a / StrictMath.expm1(depth(x))) / x;
    }

    @Override
    public double cumulative(double x) {
      if (!(x > 0 && x < 1)) {
        return x > 0 ? 1 : 0;
      }
      return -StrictMath.expm1(b * Numerics.logOneMinusExp(depth(x)));
    }

    @Override
    public double logTail(double x, double side) {
      double depth = depth(x);
      double log = b * Numerics.logOneMinusExp(depth);
      if (side > 0) {
        return log;
      }
      // Where b x^a is next to nothing, it is all of F.
      double first = Math.log(b) - depth;
      return first < -FAR && depth > FAR ? first : Math.log(-StrictMath.expm1(log));
    }

    @Override
    public double quantile(double u) {
      return Math.exp(Numerics.logOneMinusExp(-StrictMath.log1p(-u) / b) / a);
    }
  }
}
