package io.thalweg.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RareStepsTest {

  private static final Categorical GAP = Categorical.of(1, 0.002, 1);

  @Test
  void aRareValueBetweenLikelyOnesIsMissedUntilItIsExpectedFiftyTimes() {
    String missed = RareSteps.missed(GAP, 10_000).orElseThrow();
    assertTrue(missed.contains(" occurs only about 10 times in 10,000 draws"), missed);
    assertEquals(Optional.empty(), RareSteps.missed(GAP, 60_000));
  }

  @Test
  void aRareValueAtAnEndIsNot() {
    assertEquals(Optional.empty(), RareSteps.missed(Categorical.of(0.002, 1, 1), 1_000));
    assertEquals(Optional.empty(), RareSteps.missed(Categorical.of(1, 1, 0.002), 1_000));
  }

  /** GO multiplies no difference by more than 1 there, as a score does. */
  @Test
  void nearlyConvergedVariablesAreNot() {
    assertEquals(Optional.empty(), RareSteps.missed(Bernoulli.ofLogits(14, -14, 0.3), 1_000));
    assertEquals(Optional.empty(), RareSteps.missed(Categorical.ofLogits(0, -14, -14), 1_000));
  }

  @Test
  void everyVariableOfEveryContextCounts() {
    double[] logits = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -7, 0};
    Categorical law = Categorical.ofLogits(logits, 3).inContexts(2);
    assertTrue(RareSteps.missed(law, 10_000).isPresent());
  }
}
