package io.thalweg.distribution;

import static io.thalweg.internal.Numerics.softplus;

import io.thalweg.Averaged;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Parameter;
import io.thalweg.Path;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Counts of K categories in n trials.
 *
 * <pre>
 *   P(x) = n! prod_k pi_k^x_k / x_k!,   pi = softmax(logits)
 *   score_k = x_k (1 - pi_k) - (n - x_k) pi_k,   E x = n pi
 *   dq/dlogit_k = n pi_k (law of x with category k in place of one trial's, less that of x)
 *   x_k ~ Binomial(trials that are left, pi_k / (pi_k + ... + pi_K))
 * </pre>
 *
 * <p>Probabilities are products of binomial ones, and have as many digits. Cost: K binomial draws
 * for a draw, independent of n. Shapes: an event is [categories], numbers that add up to n.
 * Parameters: logits, [contexts x categories].
 *
 * <p>Source: Davis (1993), Computational Statistics &amp; Data Analysis 16, 205-217, for the draws.
 */
public final class Multinomial extends Law implements Averaged, Finite, WeaklyDifferentiable {

  private final int trials;
  private final int categories;
  private final double[] probabilities;
  // The logit of a category among itself and those after it; of the last one it is not used.
  private final double[] shares;

  private Multinomial(int trials, double[] logits, int categories) {
    super(
        logits.clone(), Require.atLeast(2, "the number of categories", categories), categories, 1);
    this.trials = Require.atLeast(1, "the number of trials", trials);
    this.categories = categories;
    Require.finite("Multinomial: logit", parameters, categories);
    this.probabilities = new double[parameters.length];
    this.shares = new double[parameters.length];
    for (int block = 0; block < parameters.length; block += categories) {
      Numerics.logSoftmax(parameters, block, categories, probabilities);
      double rest = parameters[block + categories - 1];
      for (int k = block + categories - 2; k >= block; k--) {
        shares[k] = parameters[k] - rest;
        rest += softplus(shares[k]);
      }
    }
    Arrays.setAll(probabilities, i -> Math.exp(probabilities[i]));
  }

  /**
   * Makes a law of one context, with a category for each weight.
   *
   * @param trials n
   * @param weights of which only the ratios count
   * @throws IllegalArgumentException if n is below 1, there are fewer than two weights, or one is
   *     not finite and above 0
   */
  public static Multinomial of(int trials, double... weights) {
    return ofLogits(trials, logs("Multinomial: the weight", "category", weights));
  }

  /**
   * Makes a law of one context, with a category for each logit.
   *
   * @param trials n
   * @throws IllegalArgumentException if n is below 1, there are fewer than two logits, or one is
   *     not finite
   */
  public static Multinomial ofLogits(int trials, double... logits) {
    return new Multinomial(trials, logits, logits.length);
  }

  /**
   * Shares the categories out over several contexts, in their order; each context has n trials.
   *
   * @param contexts of which each gets the same number of categories
   * @throws IllegalArgumentException if the number of categories is not a multiple of the number of
   *     contexts, or a context would have fewer than two
   */
  public Multinomial inContexts(int contexts) {
    return new Multinomial(trials, parameters, share(contexts));
  }

  @Override
  public List<Parameter> units() {
    return IntStream.range(0, dimension())
        .mapToObj(
            k ->
                Parameter.share(
                    "probability of %d".formatted(k), probabilities[k], 1 - probabilities[k]))
        .toList();
  }

  @Override
  public Multinomial at(double[] parameters) {
    return new Multinomial(trials, parameters, categories);
  }

  /** The number of trials, n. */
  public int trials() {
    return trials;
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] x = new double[Require.numbers(draws, parameters.length)];
    int left = trials;
    for (int at = 0; at < x.length; at++) {
      int k = at % categories;
      left = k == 0 ? trials : left;
      boolean last = k == categories - 1 || left == 0;
      x[at] = last ? left : Binomial.draw(left, shares[at % parameters.length], random);
      left -= (int) x[at];
    }
    return Events.of(x, contexts, categories);
  }

  /** Log-probabilities of the events; minus infinity for a row that is not of n trials. */
  @Override
  public double[] logProbability(Events events) {
    requireShape(events);
    double[] x = events.values();
    double[] log = new double[events.count()];
    for (int row = 0; row < log.length; row++) {
      if (!isOfTrials(x, row)) {
        log[row] = Double.NEGATIVE_INFINITY;
        continue;
      }
      int left = trials;
      for (int k = 0; k + 1 < categories && left > 0; k++) {
        double own = x[row * categories + k];
        log[row] +=
            Binomial.logProbability(left, shares[events.context(row) * categories + k], own);
        left -= (int) own;
      }
    }
    return log;
  }

  private boolean isOfTrials(double[] x, int row) {
    double sum = 0;
    for (int at = row * categories; at < (row + 1) * categories; at++) {
      if (!Numerics.isCount(x[at])) {
        return false;
      }
      sum += x[at];
    }
    return sum == trials;
  }

  /** Scores of the events; zero for a row that is not of n trials. */
  @Override
  public double[] scores(Events events) {
    requireShape(events);
    double[] x = events.values();
    double[] scores = new double[x.length];
    for (int row = 0; row < events.count(); row++) {
      if (isOfTrials(x, row)) {
        for (int at = row * categories; at < (row + 1) * categories; at++) {
          double p = probabilities[events.context(row) * categories + at % categories];
          scores[at] = x[at] * (1 - p) - (trials - x[at]) * p;
        }
      }
    }
    return scores;
  }

  @Override
  public Path mean() {
    double[] mean = Arrays.stream(probabilities).map(p -> trials * p).toArray();
    return new LogitPath(Events.of(mean, contexts, categories), mean, probabilities, categories);
  }

  /** Draws the pairs; the negative event of each pair is the draw itself. */
  @Override
  public Pairs pairs(RandomGenerator random) {
    Events draw = sample(1, random);
    double[] x = draw.values();
    OneCoordinate pairs = new OneCoordinate(draw, categories);
    for (int c = 0; c < contexts; c++) {
      int first = c * categories;
      int replaced = trial(x, first, Uniforms.open(random) * trials);
      for (int k = 0; k < categories; k++) {
        double constant = trials * probabilities[first + k];
        double own = x[first + replaced];
        pairs.put(c, k, replaced, constant, k == replaced ? own : own - 1, own);
        if (k != replaced) {
          pairs.put(c, k, k, constant, x[first + k] + 1, x[first + k]);
        }
      }
    }
    return pairs.pairs();
  }

  /** The category of a trial, where the trials of each category follow each other. */
  private int trial(double[] x, int first, double number) {
    int k = 0;
    double rest = number - x[first];
    while (rest > 0 && k + 1 < categories) {
      k++;
      rest -= x[first + k];
    }
    return k;
  }

  @Override
  public long outcomes() {
    return ways()[categories][trials];
  }

  /** The numbers of ways to share m trials out over r categories; at most the largest long. */
  private long[][] ways() {
    long[][] ways = new long[categories + 1][trials + 1];
    for (int r = 1; r <= categories; r++) {
      ways[r][0] = 1;
      for (int m = 1; m <= trials; m++) {
        long sum = ways[r][m - 1] + ways[r - 1][m];
        ways[r][m] = sum < 0 ? Long.MAX_VALUE : sum;
      }
    }
    return ways;
  }

  /** Lists outcomes in lexicographic order, those with few of the first category first. */
  @Override
  public Events outcomes(long from, int count) {
    long[][] ways = ways();
    Objects.checkFromIndexSize(from, count, ways[categories][trials]);
    double[] x = new double[Require.numbers(count, parameters.length)];
    for (int at = 0; at < x.length; at += categories) {
      long n = from + at / parameters.length;
      int left = trials;
      for (int k = 0; k + 1 < categories; k++) {
        long[] rest = ways[categories - k - 1];
        int own = 0;
        while (n >= rest[left - own]) {
          n -= rest[left - own];
          own++;
        }
        x[at + k] = own;
        left -= own;
      }
      x[at + categories - 1] = left;
    }
    return Events.of(x, contexts, categories);
  }
}
