package io.thalweg.estimator.regression;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Checked;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.distribution.Bernoulli;
import org.junit.jupiter.api.Test;

/** The memory of evaluations of contexts with unequal numbers of draws. */
class PastEvaluationsTest {

  @Test
  void evaluationsOfDifferentEstimatesAreNeverTogether() {
    Factorized law = Bernoulli.ofLogits(0.1, 0.2, 0.3).inContexts(3);
    PastEvaluations past = new PastEvaluations(8, 1);
    // Fewer draws than contexts: the number of evaluations does not tell estimates apart.
    past.add(estimate(law, 2), true);
    past.add(estimate(law, 1), true);
    assertFalse(past.together(0, 1));
    past.add(estimate(law, 2, 2), true);
    assertTrue(past.together(2, 3));
  }

  private static Estimate estimate(Factorized law, int... contexts) {
    Events x = Events.ragged(new double[contexts.length], contexts, law.shape());
    double[] weights = new double[contexts.length];
    return new Estimate(law, new double[law.contexts()], x, weights, Checked.evaluate(v -> 0, x));
  }
}
