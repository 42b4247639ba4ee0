package io.thalweg.estimator.score;

import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Objective;
import java.util.random.RandomGenerator;

/**
 * The exact gradient, summed over every outcome.
 *
 * <pre>
 *   g = sum_x q(x; theta) (f(x) - E f) grad_theta log q(x; theta)
 * </pre>
 *
 * <p>The mean E f is taken off because the scores add up to zero only to rounding. Needs: a law
 * whose outcomes can be listed, any objective. Shapes: g [contexts x dimension]. Cost: one
 * evaluation for each outcome a context, in one batch. Bias and variance: none.
 */
public record Enumeration() implements Estimator<Finite, Objective> {

  /** The largest number of outcomes, over all contexts, that is enumerated. */
  public static final int LIMIT = 1 << 22;

  /** Whether the law's outcomes can be listed and, over all contexts, are within the limit. */
  public static boolean reaches(Distribution law) {
    return law instanceof Finite finite && finite.outcomes() <= LIMIT / law.contexts();
  }

  /** All outcomes of every context. */
  static Events outcomes(Finite law) {
    if (!reaches(law)) {
      throw new IllegalArgumentException(
          "%s has %s outcomes in each of %d contexts; enumeration takes at most %d in all"
              .formatted(
                  law,
                  law.outcomes() == Long.MAX_VALUE ? "over 2^62" : law.outcomes(),
                  law.contexts(),
                  LIMIT));
    }
    return law.outcomes(0, (int) law.outcomes());
  }

  /**
   * The exact gradient; the generator is not used.
   *
   * @throws IllegalArgumentException if outcomes x contexts exceed {@link #LIMIT}
   */
  @Override
  public Estimate estimate(Finite law, Objective objective, RandomGenerator random) {
    Events x = outcomes(law);
    Evaluation f = Checked.evaluate(objective, x);
    double[] probabilities = law.logProbability(x);
    double[] means = new double[law.contexts()];
    for (int row = 0; row < probabilities.length; row++) {
      probabilities[row] = Math.exp(probabilities[row]);
      means[x.context(row)] += probabilities[row] * f.values()[row];
    }
    double[] weights = probabilities.clone();
    for (int row = 0; row < weights.length; row++) {
      weights[row] *= f.values()[row] - means[x.context(row)];
    }
    double[] gradient = law.weightedScore(x, weights);
    return new Estimate(law, gradient, x, probabilities, f);
  }
}
