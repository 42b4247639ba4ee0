package io.thalweg.estimator.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.Scripted;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gaussian;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The contract of mirrored draws, except their mean. */
class MirroredScoreTest {

  private static final double MEAN = 0.4;
  private static final double DEVIATION = 0.7;
  private static final Gaussian LAW = Gaussian.of(MEAN, DEVIATION);

  private static Estimate estimate(int draws, Objective f, int seed) {
    return new MirroredScore(draws).estimate(LAW, f, new SplittableRandom(seed));
  }

  @Test
  void drawsOfANormalLawAreMirroredAtItsMean() {
    double[] x = estimate(5, v -> v[0], 1).events().values();
    assertEquals(2 * MEAN, x[0] + x[1], 1e-14);
    assertEquals(2 * MEAN, x[2] + x[3], 1e-14);
    assertTrue(Math.abs(x[0] - x[2]) > 0.01 && Math.abs(x[4] - x[3]) > 0.01);
  }

  @Test
  void drawsOfAnotherLawHaveOppositeRanks() {
    Exponential law = Exponential.of(2);
    Estimate estimate = new MirroredScore(2).estimate(law, x -> x[0], new SplittableRandom(1));
    double[] x = estimate.events().values();
    assertEquals(
        1, law.cumulative(estimate.events())[0] + law.cumulative(estimate.events())[1], 1e-14);
    assertTrue(x[0] != x[1]);
  }

  @Test
  void evenFunctionsTellNothingAboutTheMeanAndOddOnesNothingAboutTheDeviation() {
    double[] even = pair(x -> Math.cos(x[0] - MEAN) + 5);
    assertEquals(0, even[0], 1e-13);
    assertTrue(Math.abs(even[1]) > 0.1);
    double[] odd = pair(x -> Math.sin(x[0] - MEAN));
    assertEquals(0, odd[1], 1e-13);
    assertTrue(Math.abs(odd[0]) > 0.1);
  }

  /** The gradient from draws at the 5th and the 95th percentile. */
  private static double[] pair(Objective f) {
    return new MirroredScore(2).estimate(LAW, f, new Scripted(0.05, 0.05)).gradient();
  }

  @Test
  void eachPairHasTheMeanOfTheOtherDrawsAsItsBaseline() {
    Objective f = x -> Math.exp(x[0]) + 3;
    Estimate estimate = estimate(5, f, 3);
    double[] values = estimate.evaluation().values();
    double[] scores = LAW.scores(estimate.events());
    double[] baselines = {
      (values[2] + values[3] + values[4]) / 3,
      (values[2] + values[3] + values[4]) / 3,
      (values[0] + values[1] + values[4]) / 3,
      (values[0] + values[1] + values[4]) / 3,
      (values[0] + values[1] + values[2] + values[3]) / 4
    };
    double[] expected = new double[2];
    for (int k = 0; k < 5; k++) {
      for (int d = 0; d < 2; d++) {
        expected[d] += (values[k] - baselines[k]) * scores[2 * k + d] / 5;
      }
    }
    assertArrayEquals(expected, estimate.gradient(), 1e-14);
  }

  /**
   * A pair alone gives e^2 to the mean of f = x. Eight draws that leave each other out have more
   * variance than four such pairs.
   */
  @Test
  void varianceForALinearFunctionIsThatOfTheSquareOfTheNoise() {
    Estimate pair = estimate(2, x -> x[0], 4);
    double noise = (pair.events().values()[0] - MEAN) / DEVIATION;
    assertEquals(noise * noise, pair.gradient()[0], 1e-14);
    var eight =
        VarianceReport.of(new MirroredScore(8), LAW, x -> x[0], 20_000, new SplittableRandom(1));
    var alone = VarianceReport.of(new Rloo(8), LAW, x -> x[0], 20_000, new SplittableRandom(2));
    assertTrue(eight.varianceInterval().high() < alone.varianceInterval().low());
  }

  @Test
  void noDrawsAreRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new MirroredScore(0));
    assertEquals("the number of mirrored draws is 0; it must be at least 1", thrown.getMessage());
  }
}
