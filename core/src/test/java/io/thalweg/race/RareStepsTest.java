package io.thalweg.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Ordinal;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Geometric;
import io.thalweg.distribution.NegativeBinomial;
import io.thalweg.distribution.Poisson;
import io.thalweg.distribution.Product;
import io.thalweg.distribution.ZeroInflated;
import java.util.Locale;
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

  /** Ones between the additional zeros and the counts have the probability 20 exp(-20) / 2. */
  @Test
  void aCountBelowALikelyOneIsMissedIfZerosAreAdded() {
    ZeroInflated law = ZeroInflated.of(Poisson.of(20), 0.5);
    String missed = RareSteps.missedOfCounts(law, 10_000).orElseThrow();
    double expected = 10_000 * 10 * Math.exp(-20);
    String text =
        String.format(
            Locale.ROOT,
            "comes from values that occur only about %.2g times in 10,000 draws",
            expected);
    assertTrue(missed.endsWith(text), missed);
  }

  @Test
  void countsWithoutAGapAreNot() {
    assertEquals(Optional.empty(), RareSteps.missedOfCounts(Poisson.of(20, 0.01, 300), 1_000));
    assertEquals(
        Optional.empty(), RareSteps.missedOfCounts(ZeroInflated.of(Poisson.of(1.5), 0.5), 1_000));
    assertEquals(Optional.empty(), RareSteps.missedOfCounts(NegativeBinomial.of(0.5, 0.1), 10_000));
    assertEquals(Optional.empty(), RareSteps.missedOfCounts(Geometric.of(0.2), 1_000));
  }

  /** A category with three values beside a count without a largest one. */
  @Test
  void categoryBesideACountEndsAtItsLastValue() {
    Ordinal law = (Ordinal) Product.of(Categorical.ofLogits(0, 0, 0), Poisson.of(8));
    assertEquals(Optional.empty(), RareSteps.missedOfCounts(law, 10_000));
  }
}
