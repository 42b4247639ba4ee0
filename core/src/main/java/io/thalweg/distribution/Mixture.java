package io.thalweg.distribution;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Proposal;
import io.thalweg.Shape;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A mixture of two proposals; chance decides for each event which of them draws it.
 *
 * <pre>
 *   q(x) = (1 - share) first(x) + share second(x)
 * </pre>
 *
 * <p>A mixture that holds the law itself bounds its importance weights by 1 / (1 - share). Source:
 * Hesterberg (1995), Technometrics 37, defensive mixtures.
 *
 * @param share the probability of the second proposal
 */
public record Mixture(Proposal first, Proposal second, double share) implements Proposal {

  /**
   * Makes a mixture of two proposals.
   *
   * @throws IllegalArgumentException if the share is not strictly between 0 and 1 or their events
   *     differ in shape
   */
  public Mixture {
    Require.fraction("the share of a mixture", share);
    if (!first.shape().equals(second.shape())) {
      throw new IllegalArgumentException(
          "a mixture of %s and of %s".formatted(first.shape(), second.shape()));
    }
  }

  /**
   * Makes a mixture of a law and of the law at another theta, one half each.
   *
   * @param factor the factor of all parameters
   */
  public static Mixture tempered(Distribution law, double factor) {
    double[] theta = law.parameters();
    Arrays.setAll(theta, i -> factor * theta[i]);
    return new Mixture(law, law.at(theta), 0.5);
  }

  @Override
  public Shape shape() {
    return first.shape();
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    Events one = first.sample(draws, random);
    Events other = second.sample(draws, random);
    double[] values = one.values().clone();
    int size = one.size();
    for (int row = 0; row < one.count(); row++) {
      if (Uniforms.open(random) < share) {
        System.arraycopy(other.values(), row * size, values, row * size, size);
      }
    }
    return one.withValues(values);
  }

  @Override
  public double[] logProbability(Events events) {
    double[] one = first.logProbability(events);
    double[] other = second.logProbability(events);
    for (int row = 0; row < one.length; row++) {
      double a = one[row] + StrictMath.log1p(-share);
      double b = other[row] + Math.log(share);
      double max = Math.max(a, b);
      one[row] =
          Double.isInfinite(max) ? max : max + Math.log(Math.exp(a - max) + Math.exp(b - max));
    }
    return one;
  }
}
