package io.thalweg.estimator.regression;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Checked;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.distribution.Bernoulli;
import org.junit.jupiter.api.Test;

/** The choice between an estimator that is corrected and independent draws. */
class BaseChoiceTest {

  private final Factorized law = Bernoulli.ofLogits(0.3);

  /** A base of far more variance than independent draws. */
  private void learn(BaseChoice choice, double scale) {
    Events x = Events.of(new double[] {0, 1}, law.shape());
    Estimate estimate =
        new Estimate(law, new double[] {10 * scale}, x, 2, Checked.evaluate(v -> 1, x));
    choice.learn(new Correction(estimate, new double[] {scale, scale}, true), law);
  }

  @Test
  void anEstimateWhoseSquareOverflowsDoesNotStopTheChoice() {
    BaseChoice choice = BaseChoice.byVariance();
    learn(choice, 1e200);
    for (int n = 0; n < 7; n++) {
      learn(choice, 1);
    }
    assertTrue(choice.isBase());
    learn(choice, 1);
    assertFalse(choice.isBase());
  }
}
