package io.thalweg.estimator.pathwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.Scripted;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Poisson;
import io.thalweg.distribution.ZeroInflated;
import io.thalweg.estimator.score.LocalExpectation;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GoTest {

  private static final Objective F = x -> Math.cos(x[0] + 2 * x[1] - x[0] * x[1]);

  /** Local expectation is GO averaged over each variable's own value. */
  @Test
  void meanOverTheOwnValueIsLocalExpectation() {
    Bernoulli law = Bernoulli.ofLogits(0.4, -1.1);
    double[] p = law.probabilities();
    for (double other : new double[] {0.01, 0.99}) {
      for (int v = 0; v < 2; v++) {
        double[] u = {other, other};
        u[v] = 0.01;
        double below = new Go().estimate(law, F, new Scripted(u)).gradient()[v];
        double local = new LocalExpectation().estimate(law, F, new Scripted(u)).gradient()[v];
        u[v] = 0.99;
        assertEquals(0, new Go().estimate(law, F, new Scripted(u)).gradient()[v]);
        assertEquals(local, (1 - p[v]) * below, 1e-15);
      }
    }
  }

  /** Half of the probability passes through a category that no draw would ever show. */
  @Test
  void gapBetweenLikelyCategoriesIsRefused() {
    Categorical law = Categorical.ofLogits(0, -40, 0.5);
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Go().estimate(law, x -> x[0], new SplittableRandom(1)));
    assertEquals(
        "GO needs every value between two likely ones to be drawn now and then; in %s one never is"
            .formatted(law),
        thrown.getMessage());
    new Go().estimate(Categorical.ofLogits(0, 0.5, -40), x -> x[0], new SplittableRandom(1));
  }

  /** Half of the draws are 0 and half near 100; no 1 will ever be drawn. */
  @Test
  void gapBetweenAdditionalZerosAndLargeCountsIsRefused() {
    assertTrue(ZeroInflated.of(Poisson.of(1, 100), 0.5, 0.5).hasGap());
    assertFalse(ZeroInflated.of(Poisson.of(1, 20), 0.5, 0.5).hasGap());
    assertFalse(ZeroInflated.ofLogits(Poisson.of(100), -60).hasGap());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Go()
                .estimate(
                    ZeroInflated.of(Poisson.of(100), 0.5), x -> x[0], new SplittableRandom(1)));
  }

  @Test
  void nothingIsAskedBeyondTheLargestValue() {
    Categorical law =
        Categorical.ofLogits(new double[] {50, 0, 0, 0, 0, 50, 0, 0, 50, 50, 0, 0}, 3)
            .inContexts(2);
    Estimate estimate = new Go().estimate(law, F, new SplittableRandom(1));
    assertArrayEquals(new double[] {0, 2, 2, 0, 1, 2, 2, 1}, estimate.events().values());
    assertArrayEquals(new double[] {1, 1, 0, 0}, estimate.weights());
    int[] contexts = new int[4];
    Arrays.setAll(contexts, row -> estimate.events().context(row));
    assertArrayEquals(new int[] {0, 1, 0, 1}, contexts);
  }

  /** The values of f at the draw and one step up are all that matters, and the rate is exact. */
  @Test
  void poissonEstimateIsTheRateTimesTheDifference() {
    for (int seed = 0; seed < 10; seed++) {
      Poisson law = Poisson.of(1e6);
      Estimate estimate = new Go().estimate(law, x -> x[0] * x[0], new SplittableRandom(seed));
      double x = estimate.events().values()[0];
      assertEquals(2, estimate.evaluations());
      assertTrue(Math.abs(x - 1e6) < 1e4);
      // The rate is the exponential of its logarithm, to 14 roundings.
      assertEquals(1e6 * (2 * x + 1), estimate.gradient()[0], 1e-14 * 1e6 * 2 * x);
    }
  }
}
