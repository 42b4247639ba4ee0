package io.thalweg.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Poisson;
import org.junit.jupiter.api.Test;

class SpreadTest {

  private static Spread of(Distribution law, Objective f) {
    return ExactGradient.reference(Estimand.MEAN, law, f, 1 << 20).orElseThrow().spread();
  }

  /** A bit of probability p that is drawn less than 50 times: the deviation of all its share. */
  @Test
  void aRareBitHidesTheDeviationOfItsScoreEstimator() {
    double p = 1 / (1 + Math.exp(14));
    Spread spread = of(Bernoulli.ofLogits(-14), x -> 1e6 * x[0]);
    double rare = 1e6 * (1 - p) * (1 - p) * Math.sqrt(p);
    assertEquals(rare / 100, spread.unseen(10_000, 0, new double[1])[0], rare * 1e-6);
    assertEquals(1e5 * p, spread.expected(0, 100_000), 1e-9);
  }

  @Test
  void theReasonSaysHowOftenHalfOfTheVarianceIsDrawn() {
    Spread spread = of(Bernoulli.ofLogits(-6), x -> x[0]);
    String reason =
        "half of the variance of coordinate 0 comes from outcomes that occur only about %s times in %s"
            + " draws";
    // P(x = 1) = 1 / (1 + e^6) = 0.00247.
    assertEquals(reason.formatted("4.9", "2,000"), spread.describe(0, 2_000));
    assertEquals(reason.formatted("1,236", "500,000"), spread.describe(0, 500_000));
  }

  /**
   * Draws that are all 0 have the mean -E f p without a baseline, and no variance: what they hide
   * is E f times the score of the bit. A mean that is off by less hides as much less.
   */
  @Test
  void aRareBitHidesAMissingBaselineThatTheVarianceDoesNotShow() {
    double p = 1 / (1 + Math.exp(14));
    Spread spread = of(Bernoulli.ofLogits(-14), x -> 1_000 + x[0]);
    double all = Math.sqrt((1 + 1e6) * p) / 100;
    assertEquals(all, spread.unseen(10_000, 0, new double[] {1_000 * p})[0], all * 1e-5);
    assertEquals(all, spread.unseen(10_000, 0, new double[] {1})[0], all * 1e-5);
    // Of the zeros, a share of 50 in 10,000 counts as rare as well.
    double less = Math.sqrt((1 + 100 / 0.995) * p) / 100;
    assertEquals(less, spread.unseen(10_000, 0, new double[] {10 * p})[0], less * 1e-5);
  }

  /** Both values of a fair bit are drawn often; the rarest of 50 in a million are one in 10,000. */
  @Test
  void whatIsDrawnOftenHidesNothing() {
    Spread spread = of(Bernoulli.ofLogits(0), x -> x[0]);
    assertEquals(Math.sqrt(5e-5 / 16) / 1e3, spread.unseen(1_000_000, 0, new double[1])[0], 1e-9);
  }

  /** Neither a constant nor a category of probability 0 has a variance that draws could miss. */
  @Test
  void withoutVarianceNothingIsMissing() {
    assertTrue(of(Gaussian.of(0.3, 1), x -> 3.5).shows(0, 1_000));
    Spread masked = Spread.ofScores(Categorical.ofLogits(0, -1e3, -7));
    assertTrue(masked.shows(1, 1_000));
    assertEquals(0, masked.needed(1));
    assertFalse(masked.shows(2, 1_000));
    assertEquals(Math.ceil(50 * (1 + Math.exp(7))), masked.needed(2));
  }

  @Test
  void quadratureAndSummationKnowTheSpread() {
    // h = (x - m)^2 / s^2 has a chi-square law: half of E h^2 = 3 lies beyond about 2.2 s.
    Spread normal = of(Gaussian.of(3, 2), x -> x[0]);
    double expected = normal.expected(0, 1_000);
    assertTrue(expected > 20 && expected < 60, () -> "" + expected);
    Spread tail = of(Gaussian.of(0, 1), x -> x[0] > 5 ? 1 : 0);
    // P(x > 5) = 2.87e-7.
    assertEquals(2.8665e-2, tail.expected(0, 100_000), 1e-2);
    Spread counts = of(Poisson.of(4), x -> x[0] > 20 ? 1 : 0);
    assertTrue(counts.expected(0, 100_000) < 0.01);
  }
}
