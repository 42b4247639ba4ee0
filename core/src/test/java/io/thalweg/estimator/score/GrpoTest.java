package io.thalweg.estimator.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.Scripted;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Effects of the division by the deviation of the group. */
class GrpoTest {

  private static final Bernoulli BITS = Bernoulli.ofLogits(0.4, -1.3, 0.9);
  private static final Objective CURVED = b -> Math.exp(b[0] - 2 * b[1]) + b[2];

  private static double[] gradient(Objective f, int seed) {
    return new Grpo(5).estimate(BITS, f, new SplittableRandom(seed)).gradient();
  }

  @Test
  void estimateIsThatOfLeaveOneOutOverTheDeviation() {
    Estimate estimate = new Grpo(5).estimate(BITS, CURVED, new SplittableRandom(1));
    double[] loo = new Rloo(5).estimate(BITS, CURVED, new SplittableRandom(1)).gradient();
    double[] f = estimate.evaluation().values();
    double mean = Arrays.stream(f).average().orElseThrow();
    double deviation = Math.sqrt(Arrays.stream(f).map(v -> (v - mean) * (v - mean)).sum() / 4);
    for (int i = 0; i < 3; i++) {
      assertEquals(0.8 * loo[i] / deviation, estimate.gradient()[i], 1e-14);
    }
  }

  @Test
  void scaleAndConstantOfTheObjectiveDoNotCount() {
    for (int seed = 0; seed < 20; seed++) {
      assertArrayEquals(
          gradient(CURVED, seed), gradient(b -> 1000 * CURVED.value(b) - 70, seed), 1e-10);
    }
  }

  /** 0.1 is no binary number, so that its mean over five draws may be rounded. */
  @Test
  void groupOfEqualValuesSaysNothing() {
    assertArrayEquals(new double[3], gradient(b -> 0.1, 1));
  }

  /**
   * Only the order of two draws is left: (f_1 - f_2) / s is the root of 2 times its sign. For a
   * variable of three categories with f in their order, enumerated over all pairs, the mean in
   * logit m is pi_m (sum over k below of pi_k, less those above) / root 2, whatever f.
   */
  @Test
  void meanOfPairsIsThatOfTheirOrder() {
    Categorical law = Categorical.of(2, 5, 3);
    double[] pi = law.probabilities();
    double[] f = {-1, 0.5, 40};
    double[] mean = new double[3];
    double[] middles = {pi[0] / 2, pi[0] + pi[1] / 2, 1 - pi[2] / 2};
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        Scripted random = new Scripted(middles[i], middles[j]);
        double[] one = new Grpo(2).estimate(law, x -> f[(int) x[0]], random).gradient();
        for (int m = 0; m < 3; m++) {
          mean[m] += pi[i] * pi[j] * one[m];
        }
      }
    }
    double[] expected = {
      -pi[0] * (pi[1] + pi[2]) / Math.sqrt(2),
      pi[1] * (pi[0] - pi[2]) / Math.sqrt(2),
      pi[2] * (pi[0] + pi[1]) / Math.sqrt(2)
    };
    assertArrayEquals(expected, mean, 1e-14);
  }

  @Test
  void groupsOfOneAreRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new Grpo(1));
    assertEquals("the number of draws of GRPO is 1; it must be at least 2", thrown.getMessage());
  }
}
