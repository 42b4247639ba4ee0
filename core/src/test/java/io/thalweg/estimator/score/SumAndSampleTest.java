package io.thalweg.estimator.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.Scripted;
import io.thalweg.baseline.Constant;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sum and the sample, enumerated: one uniform number chooses among the outcomes left. */
class SumAndSampleTest {

  private static final double[] TARGET = {0.6, 0.51, 0.48};
  // Outcomes with equal probabilities; the published variances tell which of them come first.
  private static final int[] ORDER = {7, 1, 2, 3, 0, 6, 4, 5};
  private static final int OUTCOMES = ORDER.length;

  /** The toy of Liu et al.: three bits of probability 1/2 that share their logit. */
  private static double f(double outcome) {
    double sum = 0;
    for (int i = 0; i < TARGET.length; i++) {
      sum += Math.pow(bit(outcome, i) - TARGET[i], 2);
    }
    return sum;
  }

  private static int bit(double outcome, int i) {
    return (int) outcome >> (TARGET.length - 1 - i) & 1;
  }

  private static int ones(int outcome) {
    return Integer.bitCount(outcome);
  }

  /** The score of the shared logit. */
  private static double score(int outcome) {
    return ones(outcome) - TARGET.length / 2.0;
  }

  private static Categorical law() {
    double[] logits = new double[OUTCOMES];
    for (int n = 0; n < OUTCOMES; n++) {
      logits[ORDER[n]] = -1e-9 * n;
    }
    return Categorical.ofLogits(logits);
  }

  private static double mean() {
    return Arrays.stream(ORDER).mapToDouble(SumAndSampleTest::f).average().orElseThrow();
  }

  /** The estimates in the shared logit, for each outcome that can be drawn. */
  private static double[] estimates(int summed) {
    double[] estimates = new double[Math.max(1, OUTCOMES - summed)];
    Arrays.setAll(
        estimates,
        cell -> {
          double[] u = {(cell + 0.5) / estimates.length};
          double[] gradient =
              new SumAndSample(summed)
                  .minus(new Constant(mean()))
                  .estimate(law(), x -> f(x[0]), new Scripted(u))
                  .gradient();
          double shared = 0;
          for (int n = 0; n < OUTCOMES; n++) {
            shared += ones(n) * gradient[n];
          }
          return shared;
        });
    return estimates;
  }

  private static double variance(double[] equallyLikely) {
    double mean = Arrays.stream(equallyLikely).average().orElseThrow();
    return Arrays.stream(equallyLikely).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  /**
   * The published program subtracts f at a draw of its own from each f, in place of E f. Each such
   * baseline adds Var f times the square of what it multiplies.
   */
  private static double baselineNoise(int summed) {
    double square = 0;
    for (int n = 0; n < OUTCOMES; n++) {
      double share = n < summed ? 1.0 / OUTCOMES : (OUTCOMES - summed) / (double) OUTCOMES;
      double chance = n < summed ? 1 : 1.0 / (OUTCOMES - summed);
      square += chance * Math.pow(share * score(ORDER[n]), 2);
    }
    return square * variance(Arrays.stream(ORDER).mapToDouble(SumAndSampleTest::f).toArray());
  }

  /**
   * The printed variances of 10,000 draws, each of which is known to some 2 %. The outcomes are
   * equally likely, and which of them its sort puts first is not published. In the order of their
   * numbers the variance at k = 5 would be .00213, so that the order is read off the numbers.
   */
  @ParameterizedTest
  @CsvSource({
    "0, .01275, .05",
    "1, .00756, .05",
    "2, .00633, .05",
    "3, .00525, .05",
    "4, .00363, .05",
    "5, .00161, .05",
    "6, .00118, .1",
    "7, .00100, .1",
    "8, .00099, .1"
  })
  void variancesAreThoseOfThePaper(int summed, double published, double tolerance) {
    double variance = variance(estimates(summed)) + baselineNoise(summed);
    assertEquals(published, variance, tolerance * published);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void meanOverTheOutcomesIsTheGradient(int summed) {
    assertEquals(-0.045, Arrays.stream(estimates(summed)).average().orElseThrow(), 1e-9);
  }

  @Test
  void eachOutcomeMoreThatIsSummedLowersTheVariance() {
    for (int summed = 1; summed < OUTCOMES; summed++) {
      assertTrue(variance(estimates(summed)) < variance(estimates(summed - 1)) + 1e-15);
    }
    assertEquals(0, variance(estimates(OUTCOMES - 1)), 1e-15);
  }

  @Test
  void likeliestOutcomesComeFirstAndCountByTheirProbability() {
    Categorical law = Categorical.of(1, 5, 2, 8, 4);
    Estimate estimate =
        new SumAndSample(2).estimate(law, x -> x[0], new Scripted(new double[] {0.9}));
    // Of the rest the uniform number 0.9 chooses among 4, 2 and 0, of 4, 2 and 1 in 7.
    assertArrayEquals(new double[] {3, 1, 0}, estimate.events().values());
    assertArrayEquals(new double[] {0.4, 0.25, 0.35}, estimate.weights(), 1e-15);
  }

  @Test
  void allOutcomesSummedAreTheExactGradient() {
    Bernoulli law = Bernoulli.ofLogits(new double[] {0.4, -1.3, 0.9, 2}).inContexts(2);
    Objective f = b -> Math.exp(b[0] - 2 * b[1]);
    for (int summed : new int[] {3, 4, 100}) {
      Estimate estimate = new SumAndSample(summed).estimate(law, f, new SplittableRandom(1));
      assertEquals(8, estimate.evaluations());
      assertArrayEquals(ExactGradient.of(law, f), estimate.gradient(), 1e-15);
    }
  }

  /** A bit that is sure leaves two of the four outcomes without probability. */
  @Test
  void outcomesThatAreNeverDrawnAreNotAsked() {
    Bernoulli law = Bernoulli.ofLogits(800, 0.5);
    Objective f =
        b -> {
          assertEquals(1, b[0]);
          return 3 * b[1];
        };
    double p = law.probabilities()[1];
    for (int summed = 2; summed < 5; summed++) {
      Estimate estimate = new SumAndSample(summed).estimate(law, f, new SplittableRandom(1));
      assertArrayEquals(new double[] {0, 3 * p * (1 - p)}, estimate.gradient(), 1e-15);
    }
  }

  /** A taken event that is among the summed ones tells nothing about the draw. */
  @Test
  void takenEventIsTheDrawUnlessItIsSummed() {
    Categorical law = Categorical.of(1, 5, 2, 8, 4);
    SplittableRandom random = new SplittableRandom(1);
    for (int taken = 0; taken < 5; taken++) {
      var given = law.given(law.outcomes(taken, 1));
      double[] last = new double[200];
      Arrays.setAll(last, n -> new SumAndSample(2).ask(given, random).events().values()[2]);
      double[] seen = Arrays.stream(last).distinct().sorted().toArray();
      boolean summed = taken == 1 || taken == 3;
      assertArrayEquals(summed ? new double[] {0, 2, 4} : new double[] {taken}, seen);
    }
  }

  @Test
  void negativeNumberIsRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new SumAndSample(-1));
    assertEquals("the number of summed outcomes is -1; it must be at least 0", thrown.getMessage());
  }
}
