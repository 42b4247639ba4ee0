package io.thalweg.check;

import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.ImportanceWeights;
import io.thalweg.Objective;
import io.thalweg.estimator.score.Enumeration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

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
 * @param value the scale
 * @param rounding the error that the rounding of f makes in a gradient: 16 units in the last place
 *     of sqrt(E f^2 E |score|^2)
 */
public record NaturalScale(double value, double rounding) {

  private static final int DRAWS = 10_000;
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
    return estimand instanceof Estimand.Bound bound
        ? ofBound(bound.draws(), law, objective, evaluations, random)
        : ofMean(law, objective, evaluations, random);
  }

  private static NaturalScale ofBound(
      int draws, Distribution law, Objective objective, int evaluations, RandomGenerator random) {
    int most = evaluations / law.contexts() / (draws + 1);
    int count = Math.max(2, Math.min(DRAWS, most));
    Events x = law.sample(Math.multiplyExact(draws + 1, count), random);
    double[] logs = ImportanceWeights.logs(law, x, Checked.evaluate(objective, x).values());
    int sets = count * law.contexts();
    double[] set = new double[draws];
    double variance = 0;
    double squares = 0;
    for (int i = 0; i < sets; i++) {
      for (int k = 0; k < draws; k++) {
        set[k] = logs[k * sets + i];
      }
      double change = influence(set);
      squares += set[0] * set[0] / sets;
      set[0] = logs[draws * sets + i];
      change -= influence(set);
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

  private static Enumeration.Listed drawn(Events x) {
    double[] ones = new double[x.count()];
    Arrays.fill(ones, 1);
    return new Enumeration.Listed(x, ones);
  }

  private static NaturalScale ofMean(
      Distribution law, Objective objective, int evaluations, RandomGenerator random) {
    int contexts = law.contexts();
    int most = Math.max(2, evaluations / contexts);
    boolean listable = Enumeration.reaches(law) && ((Finite) law).outcomes() <= most;
    Enumeration.Listed all =
        listable
            ? Enumeration.Listed.of((Finite) law)
            : drawn(law.sample(Math.min(DRAWS, most), random));
    Events x = all.events();
    double[] f = Checked.evaluate(objective, x).values();
    double[] q = all.probabilities();
    double divisor = listable ? contexts : x.count();
    double[] ones = new double[contexts];
    Arrays.fill(ones, 1);
    double[] means = new double[contexts];
    double scores = 0;
    for (int draw = 0; draw < x.count() / contexts; draw++) {
      double[] score = law.weightedScore(x.draw(draw), ones);
      for (int c = 0; c < contexts; c++) {
        int row = draw * contexts + c;
        double weight = q[row] / divisor;
        means[c] += weight * f[row] * contexts;
        for (int i = c * law.dimension(); i < (c + 1) * law.dimension(); i++) {
          scores += weight * score[i] * score[i];
        }
      }
    }
    double variance = 0;
    double squares = 0;
    for (int row = 0; row < f.length; row++) {
      double weight = q[row] / divisor;
      double difference = f[row] - means[row % contexts];
      variance += weight * difference * difference;
      squares += weight * f[row] * f[row];
    }
    // Where f does not vary, its rounding is all that there is to see.
    return new NaturalScale(
        Math.sqrt(Math.max(variance, ROUNDING * ROUNDING * squares) * scores),
        UNITS * Math.sqrt(squares * scores));
  }
}
