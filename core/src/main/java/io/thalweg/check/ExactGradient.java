package io.thalweg.check;

import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.ImportanceWeights;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.Ordinal;
import io.thalweg.Reparameterized;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.support.UpperTail;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** Computes the exact gradient of E f, with which estimators are compared. */
public final class ExactGradient {

  private static final int MOST_EVALUATIONS = 1 << 18;
  // To compute more takes longer than a race.
  private static final double MOST_SCORES = 1 << 30;

  private ExactGradient() {}

  /**
   * Computes the gradient by enumeration of all outcomes, [contexts x dimension].
   *
   * @throws IllegalArgumentException if there are more than {@link Enumeration#LIMIT} outcomes
   */
  public static double[] of(Finite law, Objective objective) {
    return new Enumeration().estimate(law, objective, new SplittableRandom(0)).gradient();
  }

  /**
   * Finds the gradient by enumeration, summation or quadrature if one of them applies to the law;
   * empty otherwise.
   *
   * <p>Quadrature integrates over the one or two uniform numbers that make an event. Its result is
   * accepted if it is accurate to 1e-8 of the natural scale and 10,000 draws do not contradict it.
   * It may miss a feature of f that lies between its nodes and that almost no draw hits. Summation
   * is over one or two counts.
   */
  public static Optional<double[]> find(Distribution law, Objective objective) {
    return find(law, objective, Enumeration.LIMIT);
  }

  /**
   * Finds the gradient as {@link #find(Distribution, Objective)} does, with a limit on the
   * evaluations of f.
   *
   * @param evaluations over all contexts
   */
  public static Optional<double[]> find(Distribution law, Objective objective, int evaluations) {
    return reference(Estimand.MEAN, law, objective, evaluations).map(Reference::gradient);
  }

  /**
   * Finds the gradient of an estimand, and what draws may miss of it; empty if no method applies.
   *
   * <p>The gradient of a bound is found if the sequences of outcomes are few enough to list, that
   * of the best of several values if the outcomes are.
   *
   * @param evaluations the most evaluations of f, over all contexts
   */
  public static Optional<Reference> reference(
      Estimand estimand, Distribution law, Objective objective, int evaluations) {
    if (estimand instanceof Estimand.Bound bound) {
      return law instanceof Finite finite && sequences(bound, finite) <= Enumeration.LIMIT
          ? Optional.of(reference(bound, finite, objective, evaluations))
          : Optional.empty();
    }
    if (estimand instanceof Estimand.Best best) {
      return law instanceof Finite finite && Enumeration.reaches(law)
          ? Optional.of(reference(best, finite, objective, evaluations))
          : Optional.empty();
    }
    if (estimand instanceof Estimand.Risk risk) {
      return law instanceof Finite finite
              && risk instanceof Estimand.TailMean tail
              && Enumeration.reaches(law)
          ? Optional.of(reference(tail, finite, objective, evaluations))
          : Optional.empty();
    }
    if (law instanceof Finite finite) {
      boolean few = finite.outcomes() <= evaluations / law.contexts();
      return few && Enumeration.reaches(law)
          ? Optional.of(reference(finite, objective, evaluations))
          : Optional.empty();
    }
    int limit = Math.min(MOST_EVALUATIONS, evaluations);
    try {
      if (law instanceof Reparameterized smooth) {
        return Quadrature.reference(smooth, objective, limit);
      }
      return law instanceof Ordinal counts
          ? Summation.reference(counts, objective, limit)
          : Optional.empty();
    } catch (ObjectiveException e) {
      // Far out, where no estimator would ever ask, f may fail.
      return Optional.empty();
    }
  }

  private static Reference reference(Finite law, Objective objective, int evaluations) {
    Enumeration.Listed all = Enumeration.Listed.of(law);
    double[] f = Checked.evaluate(objective, all.events()).values();
    if ((double) f.length * law.dimension() > MOST_SCORES) {
      return new Reference(
          all.gradient(law, f),
          Reference.ENUMERATION,
          0,
          NaturalScale.ofDraws(law, objective, evaluations, new SplittableRandom(0)),
          Spread.unknown());
    }
    return new Reference(
        all.gradient(law, f),
        Reference.ENUMERATION,
        0,
        NaturalScale.ofOutcomes(law, all, f),
        spread(law, all, f));
  }

  private static Spread spread(Finite law, Enumeration.Listed all, double[] f) {
    double[] means = all.means(f);
    Spread spread = new Spread(means, law.dimension());
    for (int draw = 0; draw < all.events().draws(); draw++) {
      double[] scores = law.scores(all.events().draw(draw));
      for (int i = 0; i < scores.length; i++) {
        int context = i / law.dimension();
        int row = draw * law.contexts() + context;
        double value = (f[row] - means[context]) * scores[i];
        spread.add(i, all.probabilities()[row], value, scores[i]);
      }
    }
    return spread;
  }

  /**
   * Computes the gradient of E max(f(x_1), .., f(x_K)) by enumeration of the outcomes, which are
   * sorted by f. f is evaluated once for each.
   *
   * @throws IllegalArgumentException if there are more than {@link Enumeration#LIMIT} outcomes
   */
  public static double[] ofBest(Estimand.Best best, Finite law, Objective objective) {
    return reference(best, law, objective, Integer.MAX_VALUE).gradient();
  }

  private static Reference reference(
      Estimand.Best best, Finite law, Objective objective, int evaluations) {
    Enumeration.Listed all = Enumeration.Listed.of(law);
    double[] f = Checked.evaluate(objective, all.events()).values();
    double[] influences = Maxima.of(all, f, best.draws());
    Arrays.setAll(influences, row -> best.draws() * influences[row]);
    boolean few = (double) f.length * law.dimension() <= MOST_SCORES;
    return new Reference(
        all.gradient(law, influences),
        Reference.ENUMERATION,
        0,
        NaturalScale.of(best, law, objective, evaluations, new SplittableRandom(0)),
        few ? spread(law, all, influences) : Spread.unknown());
  }

  /**
   * Computes the gradient of a tail mean by enumeration of the outcomes. f is evaluated once for
   * each.
   *
   * @throws IllegalArgumentException if there are more than {@link Enumeration#LIMIT} outcomes
   */
  public static double[] ofTailMean(Estimand.TailMean tail, Finite law, Objective objective) {
    return reference(tail, law, objective, Integer.MAX_VALUE).gradient();
  }

  private static Reference reference(
      Estimand.TailMean tail, Finite law, Objective objective, int evaluations) {
    Enumeration.Listed all = Enumeration.Listed.of(law);
    double[] f = Checked.evaluate(objective, all.events()).values();
    double[] beyond = beyond(tail, all, f, law.contexts());
    boolean few = (double) f.length * law.dimension() <= MOST_SCORES;
    return new Reference(
        all.gradient(law, beyond),
        Reference.ENUMERATION,
        0,
        NaturalScale.of(tail, law, objective, evaluations, new SplittableRandom(0)),
        few ? spread(law, all, beyond) : Spread.unknown());
  }

  /** The ratios of a list of outcomes to equal draws are their probabilities times their number. */
  private static double[] beyond(
      Estimand.TailMean tail, Enumeration.Listed all, double[] f, int contexts) {
    double[] beyond = new double[f.length];
    for (int c = 0; c < contexts; c++) {
      double[] values = new double[f.length / contexts];
      double[] ratios = new double[values.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = f[k * contexts + c];
        ratios[k] = all.probabilities()[k * contexts + c] * values.length;
      }
      double[] excesses = UpperTail.of(values, ratios, tail.level()).excesses();
      for (int k = 0; k < values.length; k++) {
        beyond[k * contexts + c] = excesses[k];
      }
    }
    return beyond;
  }

  private static double sequences(Estimand.Bound bound, Finite law) {
    return Math.pow((double) law.outcomes(), bound.draws()) * law.contexts();
  }

  /**
   * Computes the gradient of the bound of K draws by enumeration of all sequences of K outcomes.
   *
   * <pre>
   *   sum over x_1 .. x_K of prod_k q(x_k) [L sum_k score(x_k) - sum_k w_k / sum_j w_j score(x_k)]
   * </pre>
   *
   * <p>f is evaluated once for each outcome.
   *
   * @param law whose outcomes can be listed
   * @param objective f = log p(x, data)
   * @throws IllegalArgumentException if there are more than {@link Enumeration#LIMIT} sequences
   *     over all contexts
   */
  public static double[] ofBound(Estimand.Bound bound, Finite law, Objective objective) {
    double sequences = sequences(bound, law);
    if (sequences > Enumeration.LIMIT) {
      throw new IllegalArgumentException(
          "%s has %.3g sequences of %d outcomes; enumeration takes at most %d"
              .formatted(law, sequences, bound.draws(), Enumeration.LIMIT));
    }
    return reference(bound, law, objective, Integer.MAX_VALUE).gradient();
  }

  private static Reference reference(
      Estimand.Bound bound, Finite law, Objective objective, int evaluations) {
    int outcomes = (int) law.outcomes();
    int contexts = law.contexts();
    Events x = law.outcomes(0, outcomes);
    double[] log = law.logProbability(x);
    double[] f = Checked.evaluate(objective, x).values();
    double[] weights = ImportanceWeights.logs(law, x, f);
    double[] scores = law.scores(x);
    double[] centres = evidence(f, contexts);
    double[] credits = new double[x.count()];
    Spread spread = new Spread(centres, law.dimension());
    int[] rows = new int[bound.draws()];
    double[] set = new double[bound.draws()];
    double sequences = sequences(bound, law);
    for (long sequence = 0; sequence < sequences; sequence++) {
      int context = (int) (sequence % contexts);
      long digits = sequence / contexts;
      double probability = 0;
      for (int k = 0; k < rows.length; k++) {
        rows[k] = (int) (digits % outcomes * contexts) + context;
        digits /= outcomes;
        set[k] = weights[rows[k]];
        probability += log[rows[k]];
      }
      double q = Math.exp(probability);
      double value = ImportanceWeights.bounds(set, 1)[0] - centres[context];
      double[] shares = ImportanceWeights.normalised(set, 1);
      for (int k = 0; k < rows.length; k++) {
        credits[rows[k]] += q * (value - shares[k]);
      }
      for (int i = 0; i < law.dimension(); i++) {
        double term = 0;
        double score = 0;
        for (int k = 0; k < rows.length; k++) {
          double one = scores[rows[k] * law.dimension() + i];
          term += (value - shares[k]) * one;
          score += one;
        }
        spread.add(context * law.dimension() + i, q, term, score);
      }
    }
    return new Reference(
        law.weightedScore(x, credits),
        Reference.ENUMERATION,
        0,
        NaturalScale.of(bound, law, objective, evaluations, new SplittableRandom(0)),
        spread);
  }

  /** Computes the limit of the bound for many draws, near which the bounds of few draws lie. */
  private static double[] evidence(double[] f, int contexts) {
    double[] means = ImportanceWeights.bounds(f, contexts);
    Arrays.setAll(means, c -> means[c] + Math.log((double) f.length / contexts));
    return means;
  }
}
