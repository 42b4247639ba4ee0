package io.thalweg.check;

import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.ImportanceWeights;
import io.thalweg.Objective;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.support.Require;
import io.thalweg.support.UpperTail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The natural scale of a gradient: the Cauchy-Schwarz bound of its length.
 *
 * <pre>
 *   |grad E f| = |E (f - E f) score| &lt;= sqrt(Var f * E |score|^2)
 * </pre>
 *
 * <p>It is the unit in which a bias counts as visible. E f may be subtracted because the mean score
 * is zero, and it must be: with E f^2 in place of Var f, a constant added to f would hide every
 * bias. With several contexts, Var f and E |score|^2 are averaged over them.
 *
 * <p>The gradient of a bound of K draws is a sum of K such means. From each, everything that does
 * not depend on its own draw may be subtracted:
 *
 * <pre>
 *   h_k = log 1/K sum_j w_j - w_k / sum_j w_j
 *   |grad L| = |E sum_k (h_k - E[h_k | the other draws]) score(x_k)|
 *           &lt;= K sqrt(E Var[h_1 | the other draws] * E |score|^2)
 * </pre>
 *
 * <p>The gradient of a risk is that of a mean at its quantile, which is taken of the draws.
 *
 * <p>That of the best of K values is bounded in the same way, with their maximum in place of h_k.
 *
 * @param value the scale
 * @param rounding the error that the rounding of f makes in a gradient: 16 units in the last place
 *     of sqrt(E f^2 E |score|^2)
 */
public record NaturalScale(double value, double rounding) {

  private static final int DRAWS = 10_000;
  // In all draws, and at once.
  private static final int MOST_NUMBERS = 1 << 28;
  private static final int SLICE = 1 << 22;
  private static final double MOST = 1e75;
  private static final double ROUNDING = 1e-12;
  private static final double UNITS = 16 * 0x1p-52;

  /** Computes the scale of the gradient of an estimand; for a bound, from 10,000 sets of draws. */
  public static NaturalScale of(
      Estimand estimand, Distribution law, Objective objective, RandomGenerator random) {
    return of(estimand, law, objective, Integer.MAX_VALUE, random);
  }

  /** Computes the scale from fewer draws if otherwise there would be too many evaluations of f. */
  public static NaturalScale of(
      Estimand estimand,
      Distribution law,
      Objective objective,
      int evaluations,
      RandomGenerator random) {
    if (estimand instanceof Estimand.Bound bound) {
      Events x = sets(bound.draws(), law, evaluations, random);
      double[] f = Checked.evaluate(objective, x).values();
      double[] logs = ImportanceWeights.logs(law, x, f);
      return ofSets(bound.draws(), law, x, logs, NaturalScale::influence);
    }
    if (estimand instanceof Estimand.Best best) {
      Events x = sets(best.draws(), law, evaluations, random);
      double[] f = Checked.evaluate(objective, x).values();
      return ofSets(best.draws(), law, x, f, set -> Arrays.stream(set).max().orElseThrow());
    }
    if (estimand instanceof Estimand.Risk risk) {
      return ofRisk(risk, law, objective, evaluations, random);
    }
    return ofMean(law, objective, evaluations, random);
  }

  /** Computes the scale of the mean whose gradient is that of the risk. */
  private static NaturalScale ofRisk(
      Estimand.Risk risk,
      Distribution law,
      Objective objective,
      int evaluations,
      RandomGenerator random) {
    int contexts = law.contexts();
    int most = Math.max(2, Math.min(DRAWS, evaluations / 2 / contexts));
    Events x = law.sample(most, random);
    double[] f = Checked.evaluate(objective, x).values();
    requireBounded(x, f);
    double[] beyond = new double[f.length];
    for (int c = 0; c < contexts; c++) {
      int context = c;
      double[] own = new double[most];
      Arrays.setAll(own, k -> f[k * contexts + context]);
      UpperTail tail = UpperTail.of(own, risk.level());
      double[] means = risk instanceof Estimand.Quantile ? tail.steps() : tail.excesses();
      for (int k = 0; k < most; k++) {
        beyond[k * contexts + c] = means[k];
      }
    }
    Sums sums = new Sums(law, 1.0 / most);
    sums.add(x, beyond, null);
    return sums.scale();
  }

  /** Draws sets of so many events and one more, which takes the place of the first. */
  private static Events sets(int draws, Distribution law, int evaluations, RandomGenerator random) {
    int most = evaluations / law.contexts() / (draws + 1);
    int count = Math.max(2, Math.min(DRAWS, most));
    return law.sample(Require.numbers(draws + 1, count), random);
  }

  private static NaturalScale ofSets(
      int draws,
      Distribution law,
      Events x,
      double[] values,
      ToDoubleFunction<double[]> influence) {
    int count = x.draws() / (draws + 1);
    int sets = count * law.contexts();
    double[] set = new double[draws];
    double variance = 0;
    double squares = 0;
    for (int i = 0; i < sets; i++) {
      for (int k = 0; k < draws; k++) {
        set[k] = values[k * sets + i];
      }
      double change = influence.applyAsDouble(set);
      squares += set[0] * set[0] / sets;
      set[0] = values[draws * sets + i];
      change -= influence.applyAsDouble(set);
      variance += change * change / 2 / sets;
    }
    double scores = Arrays.stream(law.scores(x)).map(s -> s * s).sum() / x.count();
    return new NaturalScale(
        draws * Math.sqrt(variance * scores), draws * UNITS * Math.sqrt(squares * scores));
  }

  /** The influence h_1 of the first draw. */
  private static double influence(double[] logs) {
    return ImportanceWeights.bounds(logs, 1)[0] - ImportanceWeights.normalised(logs, 1)[0];
  }

  /**
   * Computes the scale of the gradient of E f: by enumeration if outcomes are few, from 10,000
   * draws of every context otherwise.
   */
  public static NaturalScale of(Distribution law, Objective objective, RandomGenerator random) {
    return ofMean(law, objective, Integer.MAX_VALUE, random);
  }

  private static NaturalScale ofMean(
      Distribution law, Objective objective, int evaluations, RandomGenerator random) {
    int most = Math.max(2, evaluations / law.contexts());
    if (Enumeration.reaches(law) && ((Finite) law).outcomes() <= most) {
      Enumeration.Listed all = Enumeration.Listed.of((Finite) law);
      return ofOutcomes(law, all, Checked.evaluate(objective, all.events()).values());
    }
    return ofDraws(law, objective, evaluations, random);
  }

  /** Computes the scale of the gradient of E f from draws. */
  static NaturalScale ofDraws(
      Distribution law, Objective objective, int evaluations, RandomGenerator random) {
    int most = Math.max(2, evaluations / law.contexts());
    int numbers = law.contexts() * Math.max(law.shape().pointSize(), law.dimension());
    int draws = Math.max(2, Math.min(Math.min(DRAWS, most), MOST_NUMBERS / numbers));
    int slice = Math.max(1, Math.min(draws, SLICE / numbers));
    Sums sums = new Sums(law, 1.0 / draws);
    for (int done = 0; done < draws; done += slice) {
      Events x = law.sample(Math.min(slice, draws - done), random);
      sums.add(x, Checked.evaluate(objective, x).values(), null);
    }
    return sums.scale();
  }

  /** Computes the scale of the gradient of E f from f at all outcomes. */
  static NaturalScale ofOutcomes(Distribution law, Enumeration.Listed all, double[] f) {
    Sums sums = new Sums(law, 1);
    sums.add(all.events(), f, all.probabilities());
    return sums.scale();
  }

  /**
   * Makes a scale from the moments of f and of the score.
   *
   * @param variance of f, the mean over contexts
   * @param squares the mean of f^2
   * @param scores the mean squared length of the score
   */
  static NaturalScale of(double variance, double squares, double scores) {
    // Where f does not vary, its rounding is all that there is to see.
    return new NaturalScale(
        Math.sqrt(Math.max(variance, ROUNDING * ROUNDING * squares) * scores),
        UNITS * Math.sqrt(squares * scores));
  }

  /**
   * Refuses values of f at draws of which the fourth powers, those of the spread of a variance,
   * overflow, or of which all underflow.
   *
   * @param f one value for each event
   * @throws IllegalArgumentException that names the event
   */
  public static void requireModest(Events x, double[] f) {
    requireBounded(x, f);
    double largest = Arrays.stream(f).map(Math::abs).max().orElse(0);
    if (largest > 0 && largest < 1 / MOST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "|f| is %.2g at most in %,d draws; below %.0g a variance cannot be computed: multiply"
                  + " f by a constant, or use its logarithm",
              largest,
              f.length,
              1 / MOST));
    }
  }

  private static void requireBounded(Events x, double[] f) {
    for (int row = 0; row < f.length; row++) {
      if (Math.abs(f[row]) > MOST) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "f is %.2g at x = %s; above %.0g a variance cannot be computed: use a penalty of"
                    + " the size of its other values, or leave the event out",
                f[row],
                Arrays.toString(x.value(row)),
                MOST));
      }
    }
  }

  /** Sums over weighted events, from which the moments follow; the values of f are kept. */
  private static final class Sums {
    private final Distribution law;
    private final double share;
    private final List<double[]> values = new ArrayList<>();
    private final List<double[]> weights = new ArrayList<>();
    private final double[] means;
    private double scores;

    /**
     * Makes sums without events.
     *
     * @param share of each event in the mean of its context, to be multiplied by its weight
     */
    Sums(Distribution law, double share) {
      this.law = law;
      this.share = share;
      this.means = new double[law.contexts()];
    }

    /** Adds events with their weights, or with weights of 1. */
    void add(Events x, double[] f, double @Nullable [] given) {
      requireBounded(x, f);
      double[] q = given == null ? ones(f.length) : given;
      int contexts = law.contexts();
      double[] ones = ones(contexts);
      for (int draw = 0; draw < x.draws(); draw++) {
        double[] score = law.weightedScore(x.draw(draw), ones);
        for (int c = 0; c < contexts; c++) {
          int row = draw * contexts + c;
          means[c] += share * q[row] * f[row];
          for (int i = c * law.dimension(); i < (c + 1) * law.dimension(); i++) {
            scores += share * q[row] * score[i] * score[i] / contexts;
          }
        }
      }
      values.add(f);
      weights.add(q);
    }

    private static double[] ones(int length) {
      double[] ones = new double[length];
      Arrays.fill(ones, 1);
      return ones;
    }

    NaturalScale scale() {
      double variance = 0;
      double squares = 0;
      for (int part = 0; part < values.size(); part++) {
        double[] f = values.get(part);
        for (int row = 0; row < f.length; row++) {
          double weight = share * weights.get(part)[row] / means.length;
          double difference = f[row] - means[row % means.length];
          variance += weight * difference * difference;
          squares += weight * f[row] * f[row];
        }
      }
      return of(variance, squares, scores);
    }
  }
}
