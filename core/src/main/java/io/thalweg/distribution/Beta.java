package io.thalweg.distribution;

import io.thalweg.internal.DoubleExponential;
import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Independent beta variables.
 *
 * <pre>
 *   p(x) = x^(alpha - 1) (1 - x)^(beta - 1) / B(alpha, beta),   0 &lt; x &lt; 1
 *   score of log alpha = alpha (log x - psi(alpha) + psi(alpha + beta))
 *   score of log beta = beta (log(1 - x) - psi(beta) + psi(alpha + beta))
 *   velocity = -1/p(x) int_0^x p(t) score(t) dt = 1/p(x) int_x^1 p(t) score(t) dt
 * </pre>
 *
 * <p>The integral is taken over logit t, away from the mode, by quadrature; its relative error is
 * below 1e-9 for alpha and beta from 1e-2 to 1e4.
 *
 * <p>Parameters: logarithms of the alphas, then of the betas, [contexts x (variables + variables)].
 * An x below 1e-300 is set to 1e-300, and one nearer to 1 than 2^-40 to 1 - 2^-40. Each of these
 * ends has the probability of its whole tail; bounds use the density there.
 *
 * <p>Source of the path: Figurnov, Mohamed &amp; Mnih (2018), NeurIPS, arXiv:1805.08498; Jankowiak
 * &amp; Obermeyer (2018), ICML, arXiv:1806.01851.
 */
public final class Beta extends Univariate {

  private Beta(double[] parameters, int size) {
    super(parameters, size, Shaped::of, "log alpha", "log beta");
  }

  /**
   * Makes a law of one variable.
   *
   * @throws IllegalArgumentException if alpha or beta is not finite and above 0
   */
  public static Beta of(double alpha, double beta) {
    return of(new double[] {alpha}, new double[] {beta});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @throws IllegalArgumentException if the lengths differ, an alpha or a beta is not finite and
   *     above 0
   */
  public static Beta of(double[] alphas, double[] betas) {
    return ofParameters(logs("Beta: alpha", alphas), logs("Beta: beta", betas));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logAlphas the logarithm of each alpha
   * @param logBetas the logarithm of each beta
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or an alpha or
   *     beta is too large or too small for a double
   */
  public static Beta ofParameters(double[] logAlphas, double[] logBetas) {
    return new Beta(join("Beta", logAlphas, logBetas), logAlphas.length);
  }

  @Override
  public Beta at(double[] parameters) {
    return new Beta(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Beta inContexts(int contexts) {
    return new Beta(shared(contexts), share(contexts));
  }

  /**
   * A variable with its constants: the means of -log x and of -log(1 - x), and log B(alpha, beta).
   */
  private record Shaped(double a, double b, double meanA, double meanB, double logBeta)
      implements Censored.Tailed {

    static Variable.Continuous of(double[] theta) {
      double a = Require.positive("alpha", Math.exp(theta[0]));
      double b = Require.positive("beta", Math.exp(theta[1]));
      double meanA = Numerics.digammaDifference(a, b);
      double meanB = Numerics.digammaDifference(b, a);
      return new Censored(
          new Shaped(a, b, meanA, meanB, LogBeta.value(a, b)), Censored.LEAST, Censored.BELOW_ONE);
    }

    @Override
    public double sample(RandomGenerator random) {
      return Numerics.sigmoid(LogGammas.sample(a, random) - LogGammas.sample(b, random));
    }

    @Override
    public double logProbability(double x) {
      return x > 0 && x < 1
          ? (a - 1) * Math.log(x) + (b - 1) * StrictMath.log1p(-x) - logBeta
          : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = a * (Math.log(x) + meanA);
      out[1] = b * (StrictMath.log1p(-x) + meanB);
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = Beta.velocity(x, 1 - x, a, b, meanA);
      out[1] = -Beta.velocity(1 - x, x, b, a, meanB);
    }

    @Override
    public double slope(double x) {
      return (a - 1) / x - (b - 1) / (1 - x);
    }

    @Override
    public double cumulative(double x) {
      return x > 0 && x < 1 ? RegularizedBeta.value(x, a, b) : x > 0 ? 1 : 0;
    }

    @Override
    public double logTail(double x, double side) {
      double y = 1 - x;
      if (side < 0 != a * y > b * x) {
        return Math.log(
            side < 0 ? RegularizedBeta.value(x, a, b) : RegularizedBeta.complement(x, a, b));
      }
      Side beyond = side < 0 ? new Side(x, y, a, b) : new Side(y, x, b, a);
      return a * Math.log(x)
          + b * StrictMath.log1p(-x)
          - logBeta
          + Math.log(beyond.integral(1, 0, 0));
    }

    @Override
    public double quantile(double u) {
      return Numerics.sigmoid(logit(u, a, b, logBeta));
    }
  }

  /**
   * The logit of the quantile of u, which tells the distances from 0 and from 1 to all digits.
   *
   * @param logBeta log B(a, b)
   */
  static double logit(double u, double a, double b, double logBeta) {
    return u < RegularizedBeta.value(a / (a + b), a, b)
        ? lowerLogit(u, a, b, logBeta)
        : -lowerLogit(1 - u, b, a, logBeta);
  }

  /** Solves for v = logit x, in which the law is log-concave. */
  private static double lowerLogit(double u, double a, double b, double logBeta) {
    double mode = Math.log(a / b);
    DoubleUnaryOperator step =
        v -> {
          double x = Numerics.sigmoid(v);
          double density = Math.exp(a * v - (a + b) * Numerics.softplus(v) - logBeta);
          return Inversion.step(RegularizedBeta.value(x, a, b), density, a - (a + b) * x, u);
        };
    double width = Math.min(1, Math.sqrt(1 / a + 1 / b));
    return Inversion.root(Double.NEGATIVE_INFINITY, mode, mode, width, step);
  }

  /**
   * dx/dlog a.
   *
   * @param y 1 - x, which the caller may know more exactly than x gives it
   * @param mean of -log x
   */
  static double velocity(double x, double y, double a, double b, double mean) {
    double score = (x < y ? Math.log(x) : StrictMath.log1p(-y)) + mean;
    return a * y > b * x
        ? -a * x * y * new Side(x, y, a, b).integral(score, -1, 0)
        : a * x * y * new Side(y, x, b, a).integral(score, 0, -1);
  }

  /**
   * The side of x on which t &lt; x, at logit t = logit x - w; a is the exponent of x, b that of y
   * = 1 - x.
   */
  private record Side(double x, double y, double a, double b) {

    /**
     * The integral of p(t) / p(x) (constant + ofX log(x / t) + ofY log((1 - x) / (1 - t))) over
     * logit t, divided by x y.
     */
    double integral(double constant, double ofX, double ofY) {
      double slope = (a * y - b * x) / 2;
      double scale = 1 / (slope + Math.sqrt(slope * slope + (a + b) * x * y / 2));
      return DoubleExponential.halfLine(
          scale,
          w -> {
            // log(x / t) and log((1 - x) / (1 - t)) differ by w; the smaller is computed first.
            double logY;
            double logX;
            if (x < 0.5 || w > 30) {
              logY = StrictMath.log1p(x * StrictMath.expm1(-w));
              logX = w + logY;
            } else {
              logX = StrictMath.log1p(y * StrictMath.expm1(w));
              logY = logX - w;
            }
            double ratio =
                x < 0.5 ? Math.exp(-a * w - (a + b) * logY) : Math.exp(b * w - (a + b) * logX);
            return ratio * (constant + ofX * logX + ofY * logY);
          });
    }
  }
}
