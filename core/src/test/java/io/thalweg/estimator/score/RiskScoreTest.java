package io.thalweg.estimator.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Means;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Mixture;
import io.thalweg.optimizer.Descent;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantiles and tail means of normal and exponential losses, and the order of their bias. */
class RiskScoreTest {

  private static final Objective LOSS = x -> x[0];
  private static final Gaussian NORMAL = Gaussian.of(5, 2);
  // Of 0.9 and of 0.999.
  private static final double Z = 1.2815515655446004;
  private static final double FAR = 3.090232306167813;

  private static Means of(
      Estimator<? super Distribution, ? super Objective> estimator,
      Distribution law,
      int coordinate,
      int times) {
    Means means = new Means();
    RandomGenerator random = new SplitMix(7);
    for (int i = 0; i < times; i++) {
      means.add(estimator.estimate(law, LOSS, random).gradient()[coordinate]);
    }
    return means;
  }

  /** The sum of 1 / k for k in m + 1 .. n: the mean of the exponential quantile of rate 1. */
  private static double gap(int m, int n) {
    double sum = 0;
    for (int k = m + 1; k <= n; k++) {
      sum += 1.0 / k;
    }
    return sum;
  }

  /**
   * The mean over draws of rate 1 of which m lie beyond the quantile: gap + 1 from scores, less 1 /
   * n by the baseline. The excesses are exponential and independent of all draws below (Renyi).
   */
  private static double meanOfExponential(int beyond, int draws) {
    return gap(beyond, draws) + 1 - 1.0 / draws;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 40})
  void exponentialTailMeanHasTheMeanOfItsClosedForm(int draws) {
    Means means =
        of(new RiskScore(new Estimand.TailMean(0.8), draws), Exponential.of(1), 0, 400_000 / draws);
    double closed = -meanOfExponential(draws / 5, draws);
    assertEquals(closed, means.mean(), 4 * means.error());
    double limit = -(1 - Math.log(0.2));
    assertTrue(4 * means.error() < Math.abs(closed - limit), "the bias would be seen");
  }

  /** The order 1 / n: twice the draws have half of the bias, up to its next order. */
  @Test
  void biasOfTheClosedFormFallsAsOneOverTheDraws() {
    double limit = 1 - Math.log(0.2);
    for (int draws = 80; draws <= 5_120; draws *= 2) {
      double one = meanOfExponential(draws / 5, draws) - limit;
      double two = meanOfExponential(2 * draws / 5, 2 * draws) - limit;
      assertEquals(2, one / two, 4.0 / draws);
    }
  }

  /** The gradient in a location is 1, in the mean of any number of draws. */
  @Test
  void normalTailMeanIsThatOfTheClosedForm() {
    double mills = Math.exp(-Z * Z / 2) / Math.sqrt(2 * Math.PI) / 0.1;
    RiskScore estimator = new RiskScore(new Estimand.TailMean(0.9), 500);
    Means location = of(estimator, NORMAL, 0, 1_000);
    assertEquals(1, location.mean(), 4 * location.error());
    Means scale = of(estimator, NORMAL, 1, 1_000);
    // Beside it stands the bias, of the order of one over the 50 draws beyond the quantile.
    assertEquals(2 * mills, scale.mean(), 4 * scale.error() + 2 * mills / 50);
    assertTrue(4 * scale.error() < 0.05 * 2 * mills);
  }

  /** 16 times the draws divide the bias by 16^(2/5), which is 3.03. */
  @Test
  void biasOfANormalQuantileFallsAsTheDensityGetsSharp() {
    Means few = of(new RiskScore(new Estimand.Quantile(0.95), 60), NORMAL, 0, 20_000);
    Means many = of(new RiskScore(new Estimand.Quantile(0.95), 960), NORMAL, 0, 2_500);
    double ratio = (1 - few.mean()) / (1 - many.mean());
    double error = Math.hypot(few.error() / (1 - few.mean()), many.error() / (1 - many.mean()));
    assertEquals(Math.pow(16, 0.4), ratio, ratio * 4 * error);
    assertTrue(Math.pow(16, 0.4) - ratio * 4 * error > 1.4, "slower rates would be seen");
  }

  /** A fifth of a draw of 200 lies beyond the quantile, and of the proposal some 75 do. */
  @Test
  void proposalMakesTheTailDense() {
    Estimand.TailMean tail = new Estimand.TailMean(0.999);
    Gaussian law = Gaussian.of(0, 1);
    RiskScore shifted = new RiskScore(tail, 200, q -> new Mixture(q, Gaussian.of(FAR, 1), 0.75));
    double mills = Math.exp(-FAR * FAR / 2) / Math.sqrt(2 * Math.PI) / 0.001;
    Means scale = of(shifted, law, 1, 2_000);
    assertEquals(mills, scale.mean(), 4 * scale.error() + 0.02 * mills);
    assertTrue(4 * scale.error() < 0.1 * mills);
  }

  @Test
  void learnedProposalHasAFifthOfTheVariance() {
    Estimand.TailMean tail = new Estimand.TailMean(0.95);
    Gaussian law = Gaussian.of(0, 1);
    TailSampling learned = new TailSampling(tail, 200);
    RandomGenerator random = new SplitMix(3);
    for (int step = 0; step < 300; step++) {
      Descent.learn(learned, law, LOSS, random);
    }
    double mills =
        Math.exp(-1.6448536269514722 * 1.6448536269514722 / 2) / Math.sqrt(2 * Math.PI) / 0.05;
    Means scale = of(learned, law, 1, 1_000);
    Means plain = of(new RiskScore(tail, 200), law, 1, 1_000);
    assertEquals(mills, scale.mean(), 4 * scale.error() + mills / 50);
    assertTrue(scale.error() < plain.error() / Math.sqrt(5), scale.error() + " " + plain.error());
  }

  @Test
  void weightsAreTheSlopesOfTheValue() {
    for (Estimand.Risk risk :
        new Estimand.Risk[] {new Estimand.TailMean(0.8), new Estimand.Quantile(0.8)}) {
      Estimate estimate = new RiskScore(risk, 20).estimate(NORMAL, LOSS, new SplitMix(5));
      double[] sorted = estimate.evaluation().values().clone();
      Arrays.sort(sorted);
      double quantile = sorted[15];
      double beyond = (sorted[16] + sorted[17] + sorted[18] + sorted[19]) / 4;
      double expected = risk instanceof Estimand.Quantile ? quantile : beyond;
      assertEquals(expected, estimate.value(), 1e-12);
      assertEquals(1, Arrays.stream(estimate.weights()).sum(), 1e-12);
    }
  }

  @Test
  void constantOfTheLossChangesTheValueAlone() {
    Objective far = x -> x[0] + 1024;
    for (Estimand.Risk risk :
        new Estimand.Risk[] {new Estimand.TailMean(0.8), new Estimand.Quantile(0.8)}) {
      RiskScore estimator = new RiskScore(risk, 50);
      Estimate near = estimator.estimate(NORMAL, LOSS, new SplitMix(5));
      Estimate moved = estimator.estimate(NORMAL, far, new SplitMix(5));
      assertArrayEquals(near.gradient(), moved.gradient(), 1e-10);
      assertEquals(near.value() + 1024, moved.value(), 1e-10);
    }
  }

  @Test
  void quantileOfAConstantIsRefused() {
    RiskScore estimator = new RiskScore(new Estimand.Quantile(0.8), 50);
    RandomGenerator random = new SplitMix(5);
    var thrown =
        assertThrows(ArithmeticException.class, () -> estimator.estimate(NORMAL, x -> 3.0, random));
    assertEquals(
        "f was 3.0 at all of 50 draws, and so it has no density at its quantile",
        thrown.getMessage());
  }

  @Test
  void levelsAndDrawsOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Estimand.TailMean(1));
    assertThrows(IllegalArgumentException.class, () -> new Estimand.Quantile(0));
    Estimand.TailMean tail = new Estimand.TailMean(0.9);
    assertThrows(IllegalArgumentException.class, () -> new RiskScore(tail, 1));
    Estimand.Quantile quantile = new Estimand.Quantile(0.9);
    assertThrows(IllegalArgumentException.class, () -> new RiskScore(quantile, 1));
  }

  /** Nothing lies beyond the largest of nine draws, and one of ten does. */
  @Test
  void tailMeanOfDrawsOfWhichNoneIsBeyondIsRefused() {
    Estimand.TailMean tail = new Estimand.TailMean(0.9);
    var thrown = assertThrows(IllegalArgumentException.class, () -> new RiskScore(tail, 9));
    assertEquals(
        "the mean beyond a quantile of level 0.9 needs at least 10 draws, so that one is beyond it;"
            + " there are 9",
        thrown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new TailSampling(tail, 9));
    Estimate enough = new RiskScore(tail, 10).estimate(NORMAL, LOSS, new SplitMix(5));
    assertTrue(enough.gradient()[0] != 0);
    assertTrue(new TailSampling(tail, 10).bias().isPresent());
    assertTrue(new RiskScore(new Estimand.Quantile(0.9), 9).bias().isPresent());
  }

  /** Squares of these values over- and underflow; powers of two leave all digits. */
  @ParameterizedTest
  @ValueSource(ints = {-600, 540})
  void gradientScalesWithValuesWhoseSquaresAreNoDoubles(int exponent) {
    double scale = Math.scalb(1.0, exponent);
    Objective scaled = x -> scale * x[0];
    RiskScore estimator = new RiskScore(new Estimand.Quantile(0.9), 100);
    double[] plain = estimator.estimate(NORMAL, LOSS, new SplitMix(5)).gradient();
    double[] large = estimator.estimate(NORMAL, scaled, new SplitMix(5)).gradient();
    for (int i = 0; i < plain.length; i++) {
      assertEquals(plain[i], large[i] / scale, 1e-14 * Math.abs(plain[i]));
    }
  }

  @Test
  void quantileOfCountsIsRefused() {
    RiskScore estimator = new RiskScore(new Estimand.Quantile(0.5), 50);
    Bernoulli bits = Bernoulli.ofLogits(0.3, 0.1);
    RandomGenerator random = new SplitMix(5);
    var thrown =
        assertThrows(
            ArithmeticException.class, () -> estimator.estimate(bits, x -> x[0] + x[1], random));
    assertTrue(
        thrown.getMessage().endsWith(" of 50 draws, and so it has no density at its quantile"),
        thrown::getMessage);
  }
}
