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
import java.util.Optional;
import java.util.SplittableRandom;

/** Computes the exact gradient of E f, with which estimators are compared. */
public final class ExactGradient {

  private static final int MOST_EVALUATIONS = 1 << 18;

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
    if (law instanceof Finite finite) {
      boolean few = finite.outcomes() <= evaluations / law.contexts();
      return few && Enumeration.reaches(law)
          ? Optional.of(of(finite, objective))
          : Optional.empty();
    }
    int limit = Math.min(MOST_EVALUATIONS, evaluations);
    try {
      if (law instanceof Reparameterized smooth) {
        return Quadrature.gradient(smooth, objective, limit);
      }
      return law instanceof Ordinal ? Summation.gradient(law, objective, limit) : Optional.empty();
    } catch (ObjectiveException e) {
      // Far out, where no estimator would ever ask, f may fail.
      return Optional.empty();
    }
  }

  /** The error of what {@link #find} finds for a law, in units of the natural scale. */
  public static double accuracy(Distribution law) {
    return law instanceof Finite ? 0 : Quadrature.ACCURACY;
  }

  /** Names the method that {@link #find} uses for a law. */
  public static String method(Distribution law) {
    if (law instanceof Finite) {
      return "exact by enumeration";
    }
    return law instanceof Reparameterized ? "exact by quadrature" : "exact by summation";
  }

  /**
   * Finds the gradient of a bound if the sequences of outcomes are few enough to list; empty
   * otherwise.
   */
  public static Optional<double[]> findBound(
      Estimand.Bound bound, Distribution law, Objective objective) {
    return law instanceof Finite finite && sequences(bound, finite) <= Enumeration.LIMIT
        ? Optional.of(ofBound(bound, finite, objective))
        : Optional.empty();
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
    int draws = bound.draws();
    double sequences = sequences(bound, law);
    if (sequences > Enumeration.LIMIT) {
      throw new IllegalArgumentException(
          "%s has %.3g sequences of %d outcomes; enumeration takes at most %d"
              .formatted(law, sequences, draws, Enumeration.LIMIT));
    }
    int outcomes = (int) law.outcomes();
    int contexts = law.contexts();
    Events x = law.outcomes(0, outcomes);
    double[] log = law.logProbability(x);
    double[] weights = ImportanceWeights.logs(law, x, Checked.evaluate(objective, x).values());
    double[] credits = new double[x.count()];
    int[] rows = new int[draws];
    double[] set = new double[draws];
    for (long sequence = 0; sequence < sequences; sequence++) {
      long digits = sequence / contexts;
      double probability = 0;
      for (int k = 0; k < draws; k++) {
        rows[k] = (int) (digits % outcomes * contexts + sequence % contexts);
        digits /= outcomes;
        set[k] = weights[rows[k]];
        probability += log[rows[k]];
      }
      double value = ImportanceWeights.bounds(set, 1)[0];
      double[] shares = ImportanceWeights.normalised(set, 1);
      for (int k = 0; k < draws; k++) {
        credits[rows[k]] += Math.exp(probability) * (value - shares[k]);
      }
    }
    double[] gradient = law.weightedScore(x, credits);
    return gradient;
  }
}
