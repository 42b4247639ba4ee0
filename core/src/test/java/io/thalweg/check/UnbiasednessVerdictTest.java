package io.thalweg.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnbiasednessVerdictTest {

  private static final Bernoulli LAW = Bernoulli.ofLogits(0, 0);
  private static final Objective F = b -> b[0];
  private static final double[] EXACT = {1, -0.5};
  private static final double RESOLUTION = 0.05;

  private static Unbiasedness judge(double bias, double deviation, long budget, long seed) {
    Noise noise = new Noise(new double[] {1, -0.5 + bias}, new double[] {deviation / 2, deviation});
    return new Unbiasedness.Test(Alarms.CRITICAL_Z, RESOLUTION, budget)
        .run(noise, LAW, F, EXACT, new SplittableRandom(seed));
  }

  @ParameterizedTest
  @CsvSource({
    "0.05, 1, 1.9599639845400542",
    "0.05, 10, 2.8070337683438041",
    "0.002, 1, 3.0902323061678136",
    "1e-6, 1, 4.8916384756985904"
  })
  void criticalZIsTheQuantileOfBonferroni(double rate, int comparisons, double expected) {
    assertEquals(expected, Unbiasedness.criticalZ(rate, comparisons), 1e-13);
  }

  @Test
  void unbiasedEstimatorIsFoundSoWithThePowerAskedFor() {
    Unbiasedness verdict = judge(0, 1, 1_000_000, 1);
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict);
    assertTrue(verdict.detectable() <= RESOLUTION);
    assertEquals("unbiased", verdict.verdict());
  }

  @Test
  void biasOfTheResolutionIsFound() {
    Unbiasedness verdict = judge(RESOLUTION, 1, 1_000_000, 2);
    assertInstanceOf(Unbiasedness.Biased.class, verdict);
    assertTrue(verdict.worstZ() > verdict.criticalZ());
  }

  @Test
  void budgetTooSmallForTheResolutionIsUnderpowered() {
    Unbiasedness verdict = judge(0, 1, 1_000, 3);
    assertInstanceOf(Unbiasedness.Underpowered.class, verdict);
    assertEquals(1_000, verdict.draws());
    // (critical z + 3.09) / sqrt(1000), up to the spread of a standard error of 1,000 draws.
    double expected = (Alarms.CRITICAL_Z + 3.0902) / Math.sqrt(1_000);
    assertEquals(expected, verdict.detectable(), expected * Alarms.CRITICAL_Z / Math.sqrt(2_000));
  }

  @Test
  void drawsThatWouldDoGrowWithTheSquareOfWhatIsDetectable() {
    var test = new Unbiasedness.Test(5, 0.1, 100);
    Unbiasedness verdict = test.judge(new double[1], new double[] {0.1}, new double[1], 100);
    double ratio = verdict.detectable() / 0.1;
    assertEquals(
        Math.ceil(100 * ratio * ratio),
        assertInstanceOf(Unbiasedness.Underpowered.class, verdict).needed());
  }

  /** An estimate without variance does not show a bias that the reference cannot tell from 0. */
  @Test
  void biasBelowTheErrorOfTheReferenceIsNotDetectable() {
    var test = new Unbiasedness.Test(5, 0.1, 100, 0.05);
    Unbiasedness verdict = test.judge(new double[] {0.2}, new double[1], new double[1], 100);
    assertEquals(4, verdict.worstZ(), 1e-12);
    assertEquals(8.0902 * 0.05, verdict.detectable(), 1e-12);
    assertEquals(
        Double.POSITIVE_INFINITY,
        assertInstanceOf(Unbiasedness.Underpowered.class, verdict).needed());
  }

  /** Even without power a bias that shows is a bias. */
  @Test
  void largeBiasIsFoundWithoutPower() {
    assertInstanceOf(Unbiasedness.Biased.class, judge(1, 1, 1_000, 4));
  }

  /** The number of draws depends on their spread and not on their mean. */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 3})
  void drawsStopAsSoonAsThereIsPowerWhateverTheMean(double deviation) {
    Unbiasedness verdict = judge(0, deviation, 10_000_000, 5);
    double needed = Math.pow((Alarms.CRITICAL_Z + 3.0902) * deviation / RESOLUTION, 2);
    int least = Unbiasedness.Test.LEAST_DRAWS;
    assertTrue(verdict.draws() >= least);
    // The deviation of 1,000 draws may be 13 % too small: six of its standard errors.
    assertTrue(verdict.draws() >= 0.75 * needed);
    // A tenth more than needed, and at least twice as many as before.
    assertTrue(verdict.draws() <= Math.max(2 * least, 1.2 * needed));
    assertEquals(verdict.draws(), judge(0.3, deviation, 10_000_000, 5).draws());
  }

  @Test
  void estimatorWithoutVarianceIsJudgedToRounding() {
    assertInstanceOf(Unbiasedness.Unbiased.class, judge(0, 0, 1_000, 6));
    assertInstanceOf(Unbiasedness.Unbiased.class, judge(1e-15, 0, 1_000, 6));
    assertInstanceOf(Unbiasedness.Biased.class, judge(1e-9, 0, 1_000, 6));
  }

  /** False alarms at a rate of 5 % over two coordinates are as many as Bonferroni allows. */
  @Test
  void falseAlarmsComeAtTheirRate() {
    int seeds = 4_000;
    double critical = Unbiasedness.criticalZ(0.05, 2);
    Noise noise = new Noise(EXACT, new double[] {1, 2});
    int alarms = 0;
    for (int seed = 0; seed < seeds; seed++) {
      var test = new Unbiasedness.Test(critical, RESOLUTION, 500);
      var verdict = test.run(noise, LAW, F, EXACT, new SplittableRandom(seed));
      alarms += verdict instanceof Unbiasedness.Biased ? 1 : 0;
    }
    double rate = 1 - 0.975 * 0.975;
    double z = (alarms - rate * seeds) / Math.sqrt(rate * (1 - rate) * seeds);
    assertTrue(Math.abs(z) <= Alarms.CRITICAL_Z, alarms + " of " + seeds);
  }

  /** A bias as large as the detectable one is seen 999 times in 1,000. */
  @Test
  void detectableBiasIsSeen() {
    int seeds = 2_000;
    double deviation = 1;
    double bias = (Alarms.CRITICAL_Z + 3.0902) * deviation / Math.sqrt(1_000);
    int missed = 0;
    for (int seed = 0; seed < seeds; seed++) {
      missed += judge(bias, deviation, 1_000, seed) instanceof Unbiasedness.Biased ? 0 : 1;
    }
    // 2 are expected; a Poisson number of mean 2 exceeds 14 with probability 1e-8. The standard
    // error is estimated too, which at 1,000 draws doubles the expectation at most.
    assertTrue(missed <= 20, missed + " missed");
  }

  @Test
  void estimatesThatAreNoNumbersAreNotUnbiased() {
    assertInstanceOf(Unbiasedness.Biased.class, judge(Double.NaN, 1, 1_000, 7));
    assertInstanceOf(Unbiasedness.Biased.class, judge(Double.POSITIVE_INFINITY, 1, 1_000, 7));
  }

  @Test
  void gradientOfAnotherLengthIsRefused() {
    var test = new Unbiasedness.Test(5, RESOLUTION, 1_000);
    var report = VarianceReport.of(new Noise(EXACT, EXACT), LAW, F, 100, new SplittableRandom(1));
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> test.judge(report, new double[] {1}));
    assertEquals("the exact gradient has 1 coordinates, the estimates have 2", thrown.getMessage());
  }

  @Test
  void testsWithoutMeaningAreRefused() {
    assertRefused("the critical z is 0.0; it must be finite and above 0", 0, 1, 100);
    assertRefused("the resolution is NaN; it must be finite and above 0", 5, Double.NaN, 100);
    assertRefused("the budget is 1; it must be at least 2", 5, 1, 1);
  }

  private static void assertRefused(String message, double z, double resolution, long budget) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> new Unbiasedness.Test(z, resolution, budget));
    assertEquals(message, thrown.getMessage());
  }
}
