package io.thalweg.distribution;

import static io.thalweg.internal.Numerics.sigmoid;
import static io.thalweg.internal.Numerics.softplus;

import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/**
 * Independent negative binomial variables: failures before r successes, for any r &gt; 0.
 *
 * <pre>
 *   P(x) = Gamma(x + r) / (Gamma(r) x!) p^r (1 - p)^x,   r = exp(log r),   p = sigmoid(logit)
 *   score of log r = s(x) = r (digamma(x + r) - digamma(r) + log p)
 *   score of logit = r (1 - p) - x p
 *   -dQ(x)/dlogit / P(x) = -(x + r) (1 - p)
 *   -dQ(x)/dlog r / P(x) = -sum_{j &lt;= x} P(j)/P(x) s(j) = sum_{j &gt; x} P(j)/P(x) s(j)
 *   x ~ Poisson(g (1 - p) / p),   g ~ Gamma(r)
 * </pre>
 *
 * <p>s grows with j. Where s(x) &lt;= 0 all terms of the sum below have one sign, elsewhere all
 * terms of the sum above; that sum is taken, so that nothing cancels. It ends when further terms no
 * longer count: after at most about ten standard deviations of x towards the mean, or about 40 / p
 * above it. The time of a draw does not depend on the parameters. Very large means are refused: (r
 * + 100) (1 - p) / p must be below 2^29, so that counts fit an int. Parameters: logarithms of r,
 * then logits of the probabilities of success, [contexts x (variables + variables)].
 *
 * <p>Source: Greenwood &amp; Yule (1920), J. Royal Statistical Society 83, 255-279, for the
 * mixture.
 */
public final class NegativeBinomial extends Counts implements SpectralCounts {

  private NegativeBinomial(double[] parameters, int size) {
    super(parameters, size, Count::of, "log r", "logit");
  }

  /**
   * Makes a law of one variable.
   *
   * @param successes r
   * @param probability p
   * @throws IllegalArgumentException if r is not finite and above 0, p not between 0 and 1, or the
   *     mean too large
   */
  public static NegativeBinomial of(double successes, double probability) {
    return of(new double[] {successes}, new double[] {probability});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @param successes r of each
   * @param probabilities p of each
   * @throws IllegalArgumentException if the lengths differ, an r is not finite and above 0, a p not
   *     between 0 and 1, or a mean too large
   */
  public static NegativeBinomial of(double[] successes, double[] probabilities) {
    return ofParameters(
        logs("NegativeBinomial: r", successes),
        logits("NegativeBinomial: the probability of success", probabilities));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logSuccesses log r of each variable
   * @param logits of the probability of success of each
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or a mean is
   *     too large
   */
  public static NegativeBinomial ofParameters(double[] logSuccesses, double[] logits) {
    double[] theta = join("NegativeBinomial", logSuccesses, logits);
    return new NegativeBinomial(theta, logSuccesses.length);
  }

  @Override
  public NegativeBinomial at(double[] parameters) {
    return new NegativeBinomial(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public NegativeBinomial inContexts(int contexts) {
    return new NegativeBinomial(shared(contexts), share(contexts));
  }

  /** Writes mean and variance, and their derivatives in the logit, the parameter j. */
  static void moments(double r, double logit, int j, double[] out) {
    double odds = Math.exp(-logit);
    out[0] = r * odds;
    out[1] = r * odds * (1 + odds);
    out[2 + 2 * j] = -out[0];
    out[3 + 2 * j] = -r * odds * (1 + 2 * odds);
  }

  /**
   * Writes phi and its derivative in the logit, the parameter j.
   *
   * <pre>
   *   phi = w^-r,   w = 1 + odds (1 - exp(i t)),   odds = (1 - p) / p
   *   d log phi / dlogit = r odds (1 - exp(i t)) / w
   * </pre>
   */
  static void characteristic(double r, double logit, double t, int j, double[] out) {
    double odds = Math.exp(-logit);
    double half = Math.sin(t / 2);
    double re = 2 * odds * half * half;
    double im = -odds * Math.sin(t);
    double square = 1 + 2 * excess(logit, t);
    Spectral.exp(-r / 2 * StrictMath.log1p(2 * excess(logit, t)), r * argument(logit, t), out);
    Spectral.derivative(j, r * (re * (1 + re) + im * im) / square, r * im / square, out);
  }

  /** (|w|^2 - 1) / 2. */
  private static double excess(double logit, double t) {
    double odds = Math.exp(-logit);
    double half = Math.sin(t / 2);
    return 2 * half * half * odds * (1 + odds);
  }

  /** The argument of 1 / w. */
  private static double argument(double logit, double t) {
    double odds = Math.exp(-logit);
    double half = Math.sin(t / 2);
    return Math.atan2(odds * Math.sin(t), 1 + 2 * odds * half * half);
  }

  private record Count(double r, double logit) implements Spectral {

    private static final double LARGEST = 0x1p29;
    // Far below the rounding of the sum.
    private static final double NEGLIGIBLE = 1e-18;

    static Count of(double[] theta) {
      double r = Require.positive("r", Math.exp(theta[0]));
      // With a probability below 1e-60 is the rate of the Poisson draw twice as large.
      Require.atMost(LARGEST, "(r + 100) (1 - p) / p", (r + 100) * Math.exp(-theta[1]));
      return new Count(r, theta[1]);
    }

    @Override
    public double sample(RandomGenerator random) {
      UniformRandomProvider source = random::nextLong;
      double gamma = AhrensDieterMarsagliaTsangGammaSampler.of(source, r, 1).sample();
      double rate = gamma * Math.exp(-logit);
      return rate > 0 ? Poisson.draw(rate, random) : 0;
    }

    @Override
    public double logProbability(double x) {
      if (x == 0) {
        // The beta function would cancel, and its rounding be seen where 0 is almost certain.
        return -r * softplus(-logit);
      }
      return Numerics.isCount(x)
          ? -LogBeta.value(r, x + 1) - Math.log(x + r) - r * softplus(-logit) - x * softplus(logit)
          : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = scoreOfLog(x);
      out[1] = r * sigmoid(-logit) - x * sigmoid(logit);
    }

    private double scoreOfLog(double x) {
      return r * (Numerics.digammaDifference(r, x) - softplus(-logit));
    }

    @Override
    public void velocity(double x, double[] out) {
      double score = scoreOfLog(x);
      out[0] = score <= 0 ? below(x, score) : above(x, score);
      out[1] = -(x + r) * sigmoid(-logit);
    }

    /** The sum -sum_{j &lt;= x} P(j)/P(x) s(j), from x downwards. */
    private double below(double x, double score) {
      double ratio = 1;
      double sum = -score;
      double term = sum;
      for (double j = x; j > 0 && term >= NEGLIGIBLE * sum; j--) {
        ratio *= j / ((j - 1 + r) * sigmoid(-logit));
        score -= r / (j - 1 + r);
        term = -ratio * score;
        sum += term;
      }
      return sum;
    }

    /** The sum sum_{j &gt; x} P(j)/P(x) s(j), from x upwards. */
    private double above(double x, double score) {
      double ratio = 1;
      double sum = 0;
      double term;
      double j = x;
      do {
        ratio *= (j + r) * sigmoid(-logit) / (j + 1);
        score += r / (j + r);
        term = ratio * score;
        sum += term;
        j++;
      } while (term > NEGLIGIBLE * sigmoid(logit) * sum);
      return sum;
    }

    @Override
    public void moments(double[] out) {
      NegativeBinomial.moments(r, logit, 1, out);
      out[2] = out[0];
      out[3] = out[1];
    }

    @Override
    public void characteristic(double t, double[] out) {
      NegativeBinomial.characteristic(r, logit, t, 1, out);
      double re = -r / 2 * StrictMath.log1p(2 * excess(logit, t));
      double im = r * argument(logit, t);
      Spectral.derivative(0, re, im, out);
    }
  }
}
