package io.thalweg.estimator.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.Scripted;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Categorical;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The best of several values, enumerated over all sequences of draws. */
class BestOfTest {

  private static final Categorical LAW = Categorical.of(2, 5, 3);
  private static final double[] VALUES = {1.5, -0.5, 4};
  private static final Objective F = x -> VALUES[(int) x[0]];

  /** Does something with the draws of a sequence of outcomes and its probability. */
  private interface Sequence {
    void at(int[] outcomes, double probability);
  }

  private static void forAll(int draws, Sequence sequence) {
    double[] pi = LAW.probabilities();
    for (int n = 0; n < Math.pow(3, draws); n++) {
      int[] outcomes = new int[draws];
      double probability = 1;
      int digits = n;
      for (int k = 0; k < draws; k++) {
        outcomes[k] = digits % 3;
        digits /= 3;
        probability *= pi[outcomes[k]];
      }
      sequence.at(outcomes, probability);
    }
  }

  /** The gradient of E max by the score of whole sequences, and E max behind it. */
  private static double[] exact(int best) {
    double[] sums = new double[4];
    forAll(
        best,
        (outcomes, probability) -> {
          double max = Arrays.stream(outcomes).mapToDouble(k -> VALUES[k]).max().orElseThrow();
          for (int outcome : outcomes) {
            for (int m = 0; m < 3; m++) {
              double score = (outcome == m ? 1 : 0) - LAW.probabilities()[m];
              sums[m] += probability * max * score;
            }
          }
          sums[3] += probability * max;
        });
    return sums;
  }

  private static Estimate estimate(int best, int[] outcomes) {
    double[] pi = LAW.probabilities();
    double[] middles = {pi[0] / 2, pi[0] + pi[1] / 2, 1 - pi[2] / 2};
    double[] u = Arrays.stream(outcomes).mapToDouble(k -> middles[k]).toArray();
    return new BestOf(best, outcomes.length).estimate(LAW, F, new Scripted(u));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,3", "2,2", "2,3", "2,5", "3,3", "3,5", "4,5", "5,5"})
  void meanOverAllSequencesIsTheGradientOfTheMeanMaximum(int best, int draws) {
    double[] sums = new double[4];
    forAll(
        draws,
        (outcomes, probability) -> {
          Estimate estimate = estimate(best, outcomes);
          for (int m = 0; m < 3; m++) {
            sums[m] += probability * estimate.gradient()[m];
          }
          sums[3] += probability * estimate.value();
        });
    assertArrayEquals(exact(best), sums, 1e-13);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void exactGradientIsThatOverAllSequences(int best) {
    assertArrayEquals(
        Arrays.copyOf(exact(best), 3),
        ExactGradient.ofBest(new Estimand.Best(best), LAW, F),
        1e-13);
  }

  @Test
  void exactGradientOfContextsIsThatOfEach() {
    Categorical law = Categorical.ofLogits(new double[] {0.1, -2, 0.5, 1, 0, 2}, 3).inContexts(2);
    double[] both = ExactGradient.ofBest(new Estimand.Best(3), law, F);
    for (int c = 0; c < 2; c++) {
      double[] own = Arrays.copyOfRange(law.parameters(), 3 * c, 3 * c + 3);
      assertArrayEquals(
          ExactGradient.ofBest(new Estimand.Best(3), LAW.at(own), F),
          Arrays.copyOfRange(both, 3 * c, 3 * c + 3),
          1e-15);
    }
  }

  /** The formula over subsets, at draws of which two have the same value. */
  @Test
  void creditsAreMeansOverSubsets() {
    int[] outcomes = {2, 0, 1, 1, 0};
    double[] expected = new double[3];
    for (int subset = 0; subset < 32; subset++) {
      if (Integer.bitCount(subset) == 3) {
        for (int i = 0; i < 5; i++) {
          if ((subset >> i & 1) == 1) {
            double credit = max(subset, outcomes) - max(subset & ~(1 << i), outcomes);
            for (int m = 0; m < 3; m++) {
              expected[m] += credit * ((outcomes[i] == m ? 1 : 0) - LAW.probabilities()[m]) / 10;
            }
          }
        }
      }
    }
    assertArrayEquals(expected, estimate(3, outcomes).gradient(), 1e-14);
  }

  private static double max(int subset, int[] outcomes) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < outcomes.length; i++) {
      max = (subset >> i & 1) == 1 ? Math.max(max, VALUES[outcomes[i]]) : max;
    }
    return max;
  }

  /** 1 - C(n - c, k) / C(n, k) for c successes in n tries: 1 - C(5, 3) / C(7, 3) = 25 / 35. */
  @Test
  void valueOfSuccessesIsPassAtK() {
    Objective success = x -> x[0] == 2 ? 1 : 0;
    double[] pi = LAW.probabilities();
    double fail = pi[0] / 2;
    double pass = 1 - pi[2] / 2;
    Estimate estimate =
        new BestOf(3, 7)
            .estimate(LAW, success, new Scripted(fail, pass, fail, fail, pass, fail, fail));
    assertEquals(25 / 35.0, estimate.value(), 1e-15);
    // A success counts where both others fail, in C(5, 2) of C(7, 3) subsets; a failure never.
    double credit = 10 / 35.0;
    double[] expected = {-2 * credit * pi[0], -2 * credit * pi[1], 2 * credit * (1 - pi[2])};
    assertArrayEquals(expected, estimate.gradient(), 1e-15);
  }

  @Test
  void constantOfTheObjectiveChangesTheValueAlone() {
    Estimate plain = new BestOf(2, 6).estimate(LAW, F, new SplittableRandom(1));
    Estimate far = new BestOf(2, 6).estimate(LAW, x -> F.value(x) + 1024, new SplittableRandom(1));
    assertArrayEquals(plain.gradient(), far.gradient());
    assertEquals(plain.value() + 1024, far.value(), 1e-12);
  }

  @Test
  void manyDrawsOverflowNothing() {
    Estimate estimate = new BestOf(500, 2_000).estimate(LAW, F, new SplittableRandom(1));
    assertEquals(4, estimate.value(), 1e-12);
    assertEquals(1, Arrays.stream(estimate.weights()).sum(), 1e-12);
    assertTrue(Arrays.stream(estimate.gradient()).allMatch(Double::isFinite));
  }

  @Test
  void fewerDrawsThanCountAreRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new BestOf(3, 2));
    assertEquals(
        "the number of draws of the best of 3 is 2; it must be at least 3", thrown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new BestOf(0, 2));
    assertThrows(IllegalArgumentException.class, () -> new Estimand.Best(0));
  }
}
