package io.thalweg.distribution;

import static io.thalweg.internal.Numerics.sigmoid;
import static io.thalweg.internal.Numerics.softplus;

import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * Independent geometric variables: failures before the first success.
 *
 * <pre>
 *   P(x) = p (1 - p)^x,   p = sigmoid(logit),   Q(x) = 1 - (1 - p)^(x + 1)
 *   score = 1 - p - x p,   -dQ(x)/dlogit / P(x) = -(x + 1) (1 - p)
 *   x = floor(log u / log(1 - p))
 * </pre>
 *
 * <p>Logits are at least -32, so that counts stay below 2^53 and are exact. Parameters: logits of
 * the probabilities of success, [contexts x variables].
 *
 * <p>Source: Devroye (1986), Non-Uniform Random Variate Generation, chapter X.2, for the draws.
 */
public final class Geometric extends Counts implements SpectralCounts {

  private static final double LEAST_LOGIT = -32;

  private Geometric(double[] logits, int size) {
    super(logits, size, Count::of, "logit");
  }

  /**
   * Makes a law of one context, with a variable for each probability of success.
   *
   * @throws IllegalArgumentException if there is no probability, or one is not between 0 and 1 or
   *     below 1.3e-14
   */
  public static Geometric of(double... probabilities) {
    return ofLogits(logits("Geometric: the probability of success", probabilities));
  }

  /**
   * Makes a law of one context, with a variable for each logit.
   *
   * @throws IllegalArgumentException if there is no logit or one is not finite or below -32
   */
  public static Geometric ofLogits(double... logits) {
    return new Geometric(logits, logits.length);
  }

  @Override
  public Geometric at(double[] parameters) {
    return new Geometric(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Geometric inContexts(int contexts) {
    return new Geometric(shared(contexts), share(contexts));
  }

  private record Count(double logit) implements Spectral {

    static Count of(double[] theta) {
      return new Count(Require.atLeast(LEAST_LOGIT, "the logit", theta[0]));
    }

    @Override
    public double sample(RandomGenerator random) {
      return Math.floor(-Math.log(Uniforms.open(random)) / softplus(logit));
    }

    @Override
    public double logProbability(double x) {
      return Numerics.isCount(x)
          ? -softplus(-logit) - x * softplus(logit)
          : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = sigmoid(-logit) - x * sigmoid(logit);
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = -(x + 1) * sigmoid(-logit);
    }

    @Override
    public void moments(double[] out) {
      NegativeBinomial.moments(1, logit, 0, out);
    }

    @Override
    public void characteristic(double t, double[] out) {
      NegativeBinomial.characteristic(1, logit, t, 0, out);
    }
  }
}
