package io.thalweg.distribution;

import static io.thalweg.internal.Numerics.sigmoid;
import static io.thalweg.internal.Numerics.softplus;

import io.thalweg.Events;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Independent binomial variables: successes in n trials.
 *
 * <pre>
 *   P(x) = n! / (x! (n - x)!) p^x (1 - p)^(n - x),   p = sigmoid(logit)
 *   score = x (1 - p) - (n - x) p,   -dQ(x)/dlogit / P(x) = (n - x) p
 *   dq/dlogit = n p (1 - p) (law of y + 1, less that of y),   y of n - 1 trials
 *   x = y + 1 in x of n cases, else x = y
 * </pre>
 *
 * <p>The number of trials is the same for all variables. Draws count the trials between successes
 * where fewer than ten are expected, and are by rejection elsewhere, at a cost that does not grow
 * with the number of trials. Parameters: logits of the probability of success, [contexts x
 * variables].
 *
 * <p>Source of the draws: Devroye (1986), Non-Uniform Random Variate Generation, chapter X.4, and
 * Hormann (1993), J. Statistical Computation and Simulation 46, 101-110, doi
 * 10.1080/00949659308811496.
 */
public final class Binomial extends Trials implements SpectralCounts, WeaklyDifferentiable {

  private Binomial(int trials, double[] logits, int size) {
    super(trials, logits, size, theta -> Count.of(trials, theta[0]), "logit");
  }

  /**
   * Makes a law of one context, with a variable for each probability of success.
   *
   * @param trials of each variable, n
   * @throws IllegalArgumentException if n is below 1, there is no probability, or one is not
   *     between 0 and 1
   */
  public static Binomial of(int trials, double... probabilities) {
    return ofLogits(trials, logits("Binomial: the probability of success", probabilities));
  }

  /**
   * Makes a law of one context, with a variable for each logit.
   *
   * @param trials of each variable, n
   * @throws IllegalArgumentException if n is below 1, there is no logit, or one is not finite
   */
  public static Binomial ofLogits(int trials, double... logits) {
    Require.atLeast(1, "the number of trials", trials);
    return new Binomial(trials, logits, logits.length);
  }

  @Override
  public Binomial at(double[] parameters) {
    return new Binomial(trials(), parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Binomial inContexts(int contexts) {
    return new Binomial(trials(), shared(contexts), share(contexts));
  }

  /** Draws the pairs; one event of each pair is the draw itself. */
  @Override
  public Pairs pairs(RandomGenerator random) {
    Events x = sample(1, random);
    double[] logits = parameters();
    OneCoordinate pairs = new OneCoordinate(x, size());
    for (int i = 0; i < logits.length; i++) {
      double own = x.values()[i];
      double fewer = Uniforms.open(random) * trials() < own ? own - 1 : own;
      double constant = trials() * sigmoid(logits[i]) * sigmoid(-logits[i]);
      pairs.put(i / size(), i % size(), i % size(), constant, fewer + 1, fewer);
    }
    return pairs.pairs();
  }

  /** The logarithm of the probability of a number of successes. */
  static double logProbability(int trials, double logit, double x) {
    return Count.of(trials, logit).logProbability(x);
  }

  /** Draws one number of successes. */
  static double draw(int trials, double logit, RandomGenerator random) {
    return Count.of(trials, logit).sample(random);
  }

  /**
   * A variable; its law counts whichever of successes and failures is rarer, of which the
   * probability has all its digits.
   */
  private record Count(int trials, double logit, BinomialDistribution rarer) implements Spectral {

    private static final double FEW = 10;
    // Beyond, products of the rarer probability may be too small for a double.
    private static final double FAR = 400;

    static Count of(int trials, double logit) {
      double rare = sigmoid(-Math.abs(logit));
      return new Count(trials, logit, BinomialDistribution.of(trials, rare));
    }

    private double rareOf(double x) {
      return logit > 0 ? trials - x : x;
    }

    @Override
    public double sample(RandomGenerator random) {
      double rare = rarer.getProbabilityOfSuccess();
      return rareOf(trials * rare < FEW ? few(random) : many(rare, random));
    }

    /** Counts gaps between rare trials, which are geometric, until all trials are used. */
    private double few(RandomGenerator random) {
      double logOther = -softplus(-Math.abs(logit));
      double used = 0;
      double count = -1;
      while (used <= trials) {
        used += Math.floor(Math.log(Uniforms.open(random)) / logOther) + 1;
        count++;
      }
      return count;
    }

    /** Hormann's transformed rejection with a squeeze, BTRS. */
    private double many(double rare, RandomGenerator random) {
      double spread = Math.sqrt(trials * rare * (1 - rare));
      double b = 1.15 + 2.53 * spread;
      double a = -0.0873 + 0.0248 * b + 0.01 * rare;
      double centre = trials * rare + 0.5;
      double alpha = (2.83 + 5.1 / b) * spread;
      double top = rarer.logProbability((int) ((trials + 1.0) * rare));
      while (true) {
        double u = Uniforms.open(random) - 0.5;
        double v = Uniforms.open(random);
        double rest = 0.5 - Math.abs(u);
        double count = Math.floor((2 * a / rest + b) * u + centre);
        if (rest >= 0.07 && v <= 0.92 - 4.2 / b) {
          return count;
        }
        if (count >= 0 && count <= trials) {
          double log = Math.log(v * alpha / (a / (rest * rest) + b));
          if (log <= rarer.logProbability((int) count) - top) {
            return count;
          }
        }
      }
    }

    @Override
    public double logProbability(double x) {
      if (!Numerics.isCount(x) || x > trials) {
        return Double.NEGATIVE_INFINITY;
      }
      double rare = rareOf(x);
      if (rare == 0) {
        return -trials * softplus(-Math.abs(logit));
      }
      return Math.abs(logit) < FAR
          ? rarer.logProbability((int) rare)
          : -Math.log(trials + 1.0)
              - LogBeta.value(rare + 1, trials - rare + 1)
              - rare * Math.abs(logit);
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = x * sigmoid(-logit) - (trials - x) * sigmoid(logit);
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = (trials - x) * sigmoid(logit);
    }

    @Override
    public void moments(double[] out) {
      double p = sigmoid(logit);
      double q = sigmoid(-logit);
      out[0] = trials * p;
      out[1] = trials * p * q;
      out[2] = out[1];
      out[3] = out[1] * (q - p);
    }

    /** |w|^(n - 1) for |w|^2 - 1; a power of |w| itself would lose the digits of n. */
    private double power(double excess) {
      return trials == 1 ? 1 : Math.exp((trials - 1) / 2.0 * StrictMath.log1p(excess));
    }

    /** phi(t) = w^n, w = 1 - p (1 - exp(i t)), which may be 0. */
    @Override
    public void characteristic(double t, double[] out) {
      double p = sigmoid(logit);
      double q = sigmoid(-logit);
      double half = Math.sin(t / 2);
      double re = -2 * p * half * half;
      double im = p * Math.sin(t);
      double argument = Math.atan2(im, 1 + re);
      double others = power(Math.max(-4 * p * q * half * half, -1));
      double cos = others * Math.cos((trials - 1.0) * argument);
      double sin = others * Math.sin((trials - 1.0) * argument);
      out[0] = cos * (1 + re) - sin * im;
      out[1] = cos * im + sin * (1 + re);
      out[2] = trials * q * (cos * re - sin * im);
      out[3] = trials * q * (cos * im + sin * re);
    }
  }
}
