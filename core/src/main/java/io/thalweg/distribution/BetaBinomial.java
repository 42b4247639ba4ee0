package io.thalweg.distribution;

import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Independent beta-binomial variables: successes in n trials whose probability is a beta variable.
 *
 * <pre>
 *   P(x) = n! / (x! (n - x)!) B(x + alpha, n - x + beta) / B(alpha, beta)
 *   score of log alpha = s(x)
 *     = alpha (psi(x + alpha) - psi(alpha) - psi(n + alpha + beta) + psi(alpha + beta))
 *   -dQ(x)/dlog alpha / P(x) = -sum_{j &lt;= x} P(j)/P(x) s(j) = sum_{j &gt; x} P(j)/P(x) s(j)
 *   and likewise of log beta, with n - x in place of x
 * </pre>
 *
 * <p>s grows with j for alpha and falls for beta, so that all terms of one of the two sums have one
 * sign; that sum is taken, and nothing cancels. The number of trials is the same for all variables.
 * Cost: n operations and 2 n numbers for a variable, n operations for a probability or a rate, none
 * that grow with n for a draw. Parameters: logarithms of the alphas, then of the betas, [contexts x
 * (variables + variables)].
 *
 * <p>Source: Johnson, Kemp &amp; Kotz (2005), Univariate Discrete Distributions, chapter 6.2.2.
 */
public final class BetaBinomial extends Trials {

  private BetaBinomial(int trials, double[] parameters, int size) {
    super(trials, parameters, size, theta -> Count.of(trials, theta), "log alpha", "log beta");
  }

  /**
   * Makes a law of one variable.
   *
   * @param trials n
   * @throws IllegalArgumentException if n is below 1, or alpha or beta is not finite and above 0
   */
  public static BetaBinomial of(int trials, double alpha, double beta) {
    return of(trials, new double[] {alpha}, new double[] {beta});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @param trials of each variable, n
   * @throws IllegalArgumentException if n is below 1, the lengths differ, or an alpha or a beta is
   *     not finite and above 0
   */
  public static BetaBinomial of(int trials, double[] alphas, double[] betas) {
    return ofParameters(
        trials, logs("BetaBinomial: alpha", alphas), logs("BetaBinomial: beta", betas));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param trials of each variable, n
   * @param logAlphas the logarithm of each alpha
   * @param logBetas the logarithm of each beta
   * @throws IllegalArgumentException if n is below 1, the lengths differ, a number is not finite,
   *     or an alpha or a beta is too large or too small for a double
   */
  public static BetaBinomial ofParameters(int trials, double[] logAlphas, double[] logBetas) {
    Require.atLeast(1, "the number of trials", trials);
    double[] theta = join("BetaBinomial", logAlphas, logBetas);
    return new BetaBinomial(trials, theta, logAlphas.length);
  }

  @Override
  public BetaBinomial at(double[] parameters) {
    return new BetaBinomial(trials(), parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public BetaBinomial inContexts(int contexts) {
    return new BetaBinomial(trials(), shared(contexts), share(contexts));
  }

  /**
   * A variable with the scores of log alpha and of log beta at every x; they are to be read, not
   * written.
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Count(int trials, double a, double b, double[] ofAlpha, double[] ofBeta)
      implements Variable {

    static Count of(int trials, double[] theta) {
      double a = Require.positive("alpha", Math.exp(theta[0]));
      double b = Require.positive("beta", Math.exp(theta[1]));
      return new Count(trials, a, b, scores(trials, a, b), scores(trials, b, a));
    }

    /**
     * The scores of log a at every x.
     *
     * <pre>
     *   s(x) = sum_{i &lt; x} a b / ((a + i) (a + b + i)) - sum_{x &lt;= i &lt; n} a / (a + b + i)
     * </pre>
     */
    private static double[] scores(int trials, double a, double b) {
      double[] scores = new double[trials + 1];
      double sum = 0;
      for (int i = 0; i < trials; i++) {
        sum += a / (a + i) * (b / (a + b + i));
        scores[i + 1] = sum;
      }
      sum = 0;
      for (int i = trials - 1; i >= 0; i--) {
        sum += a / (a + b + i);
        scores[i] -= sum;
      }
      return scores;
    }

    @Override
    public double sample(RandomGenerator random) {
      double logit = LogGammas.sample(a, random) - LogGammas.sample(b, random);
      return Binomial.draw(trials, logit, random);
    }

    /** The logarithms of the factors of P, of which each has all its digits. */
    @Override
    public double logProbability(double x) {
      if (!Numerics.isCount(x) || x > trials) {
        return Double.NEGATIVE_INFINITY;
      }
      double log = 0;
      for (double i = 0; i < Math.min(x, trials - x); i++) {
        log += Math.log((trials - i) / (i + 1));
      }
      for (double i = 0; i < x; i++) {
        log -= StrictMath.log1p(b / (a + i));
      }
      for (double i = 0; i < trials - x; i++) {
        log -= StrictMath.log1p((a + x) / (b + i));
      }
      return log;
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = ofAlpha[(int) x];
      out[1] = ofBeta[trials - (int) x];
    }

    @Override
    public void velocity(double x, double[] out) {
      int at = (int) x;
      out[0] = ofAlpha[at] <= 0 ? -upTo(at, j -> ofAlpha[j]) : beyond(at, j -> ofAlpha[j]);
      out[1] =
          ofBeta[trials - at] >= 0
              ? -upTo(at, j -> ofBeta[trials - j])
              : beyond(at, j -> ofBeta[trials - j]);
    }

    /** P(j) / P(j - 1). */
    private double growth(double j) {
      return (trials - j + 1) / j * ((j - 1 + a) / (trials - j + b));
    }

    private double upTo(int x, IntToDoubleFunction score) {
      double ratio = 1;
      double sum = score.applyAsDouble(x);
      for (int j = x; j > 0; j--) {
        ratio /= growth(j);
        sum += ratio * score.applyAsDouble(j - 1);
      }
      return sum;
    }

    private double beyond(int x, IntToDoubleFunction score) {
      double ratio = 1;
      double sum = 0;
      for (int j = x + 1; j <= trials; j++) {
        ratio *= growth(j);
        sum += ratio * score.applyAsDouble(j);
      }
      return sum;
    }
  }
}
