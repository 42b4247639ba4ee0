package io.thalweg.distribution;

import static io.thalweg.internal.Numerics.softplus;

import io.thalweg.Averaged;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Parameter;
import io.thalweg.Path;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A subset of k of n items: Bernoulli variables on condition that k of them are 1.
 *
 * <pre>
 *   P(S) = prod over S of w_i / e_k(w),   w = exp(logits),   e_k = sum over all S of prod w_i
 *   score = b - mu,   mu_i = P(b_i = 1),   dmu_i/dlogit_j = Cov(b_i, b_j)
 *   P(b_i = 1 given that r items are to be taken from i on) = sigmoid(logit_i + rho_r(i + 1))
 *   rho_r(i) = log e_{r - 1}(w from i on) - log e_r(w from i on)
 * </pre>
 *
 * <p>The items are decided in their order. Probabilities are sums of positive numbers, so that rare
 * items and rare subsets have all their digits. Cost: n k operations for the law and for its mean's
 * derivative, n for a draw. Straight-through on this law is SIMPLE.
 *
 * <p>Shapes: an event is [items], 1 for an item of the subset and 0 for the others. Parameters:
 * logits, [contexts x items].
 *
 * <p>Source: Hajek (1964), Annals of Mathematical Statistics 35, 1491-1523, under the name of
 * rejective sampling; Chen, Dempster &amp; Liu (1994), Biometrika 81, 457-469, for the recursions
 * and the draws; Ahmed et al. (2023), ICLR, arXiv:2210.01941, for SIMPLE.
 */
public final class Subset extends Law implements Averaged, Finite {

  private final int items;
  private final int chosen;
  private final Decisions decisions;

  private Subset(double[] logits, int items, int chosen) {
    super(logits.clone(), Require.atLeast(2, "the number of items", items), items, 1);
    this.items = items;
    this.chosen = Require.atLeast(1, "the number of chosen items", chosen);
    if (chosen >= items) {
      throw new IllegalArgumentException(
          "the number of chosen items is %d; it must be below the number of items, %d"
              .formatted(chosen, items));
    }
    Require.finite("Subset: logit", parameters, items);
    this.decisions = new Decisions(parameters, items, chosen);
  }

  /**
   * Makes a law of one context, with an item for each weight.
   *
   * @param chosen the number of items of a subset, k
   * @param weights of which only the ratios count
   * @throws IllegalArgumentException if k is not of 1 .. items - 1, or a weight is not finite and
   *     above 0
   */
  public static Subset of(int chosen, double... weights) {
    return ofLogits(chosen, logs("Subset: the weight", "item", weights));
  }

  /**
   * Makes a law of one context, with an item for each logit.
   *
   * @param chosen the number of items of a subset, k
   * @throws IllegalArgumentException if k is not of 1 .. items - 1, or a logit is not finite
   */
  public static Subset ofLogits(int chosen, double... logits) {
    return new Subset(logits, logits.length, chosen);
  }

  /**
   * Shares the items out over several contexts, in their order; each context chooses k of its own.
   *
   * @param contexts of which each gets the same number of items
   * @throws IllegalArgumentException if the number of items is not a multiple of the number of
   *     contexts, or a context would not have more than k
   */
  public Subset inContexts(int contexts) {
    return new Subset(parameters, share(contexts), chosen);
  }

  /** Lists the logits, which are in units of their own: only their differences matter. */
  @Override
  public List<Parameter> units() {
    return IntStream.range(0, items)
        .mapToObj(
            i -> new Parameter("logit %d".formatted(i), Parameter.Scale.PLAIN, parameters[i], 1))
        .toList();
  }

  @Override
  public Subset at(double[] parameters) {
    return new Subset(parameters, items, chosen);
  }

  /** The number of items of a subset, k. */
  public int chosen() {
    return chosen;
  }

  /** P(b_i = 1), [contexts x items]; a copy. */
  public double[] marginals() {
    return decisions.marginals().clone();
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] bits = Uniforms.open(random, Require.numbers(draws, parameters.length));
    int remaining = chosen;
    for (int at = 0; at < bits.length; at++) {
      remaining = at % items == 0 ? chosen : remaining;
      boolean taken = bits[at] < decisions.takes(at % parameters.length, remaining);
      bits[at] = taken ? 1 : 0;
      remaining -= taken ? 1 : 0;
    }
    return Events.of(bits, contexts, items);
  }

  /** Log-probabilities of the events; minus infinity for a row that is no subset of k items. */
  @Override
  public double[] logProbability(Events events) {
    requireShape(events);
    double[] bits = events.values();
    double[] log = new double[events.count()];
    for (int row = 0; row < log.length; row++) {
      log[row] =
          isSubset(bits, row)
              ? logProbability(bits, row, events.context(row))
              : Double.NEGATIVE_INFINITY;
    }
    return log;
  }

  private double logProbability(double[] bits, int row, int context) {
    double log = 0;
    int remaining = chosen;
    for (int i = 0; i < items; i++) {
      double logit = decisions.logit(context * items + i, remaining);
      boolean taken = bits[row * items + i] == 1;
      log -= softplus(taken ? -logit : logit);
      remaining -= taken ? 1 : 0;
    }
    return log;
  }

  private boolean isSubset(double[] bits, int row) {
    int taken = 0;
    for (int i = row * items; i < (row + 1) * items; i++) {
      if (bits[i] != 0 && bits[i] != 1) {
        return false;
      }
      taken += bits[i] == 1 ? 1 : 0;
    }
    return taken == chosen;
  }

  /** Scores of the events; zero for a row that is no subset of k items. */
  @Override
  public double[] scores(Events events) {
    requireShape(events);
    double[] bits = events.values();
    double[] scores = new double[bits.length];
    for (int row = 0; row < events.count(); row++) {
      if (isSubset(bits, row)) {
        for (int at = row * items; at < (row + 1) * items; at++) {
          int i = events.context(row) * items + at % items;
          scores[at] = bits[at] == 1 ? decisions.complements()[i] : -decisions.marginals()[i];
        }
      }
    }
    return scores;
  }

  @Override
  public long outcomes() {
    return ways()[items][chosen];
  }

  /** The number of subsets of r of n items, or {@link Long#MAX_VALUE} if it exceeds a long. */
  private long[][] ways() {
    long[][] ways = new long[items + 1][chosen + 1];
    for (int n = 0; n <= items; n++) {
      ways[n][0] = 1;
      for (int r = 1; r <= Math.min(n, chosen); r++) {
        long sum = ways[n - 1][r - 1] + ways[n - 1][r];
        ways[n][r] = sum < 0 ? Long.MAX_VALUE : sum;
      }
    }
    return ways;
  }

  /** Lists outcomes in lexicographic order of their items. */
  @Override
  public Events outcomes(long from, int count) {
    long[][] ways = ways();
    Objects.checkFromIndexSize(from, count, ways[items][chosen]);
    double[] bits = new double[Require.numbers(count, parameters.length)];
    for (int at = 0; at < bits.length; at += items) {
      unrank(from + at / parameters.length, ways, bits, at);
    }
    return Events.of(bits, contexts, items);
  }

  /** Writes the n-th subset: those that take an item come before those that skip it. */
  private void unrank(long n, long[][] ways, double[] bits, int from) {
    int remaining = chosen;
    for (int i = 0; remaining > 0; i++) {
      long taking = ways[items - i - 1][remaining - 1];
      if (n < taking) {
        bits[from + i] = 1;
        remaining--;
      } else {
        n -= taking;
      }
    }
  }

  @Override
  public Path mean() {
    return new Marginals(Events.of(marginals(), contexts, items));
  }

  /** The marginals, which move with the logits as the covariances of the bits say. */
  private final class Marginals implements Path {
    private final Events points;

    Marginals(Events points) {
      this.points = points;
    }

    @Override
    public Events points() {
      return points;
    }

    @Override
    public void pullback(double[] cotangents, int offset, double[] gradient) {
      for (int from = 0; from < parameters.length; from += items) {
        decisions.addCovariance(from, cotangents, offset + from, gradient, from);
      }
    }

    @Override
    public void pushforward(double[] tangents, double[] out, int offset) {
      Arrays.fill(out, offset, offset + parameters.length, 0);
      for (int from = 0; from < parameters.length; from += items) {
        decisions.addCovariance(from, tangents, from, out, offset + from);
      }
    }
  }
}
