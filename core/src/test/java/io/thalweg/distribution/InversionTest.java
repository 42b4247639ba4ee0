package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.internal.Numerics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inversion of distribution functions that Newton's method alone does not invert. */
class InversionTest {

  @Test
  void bisectsWhereNewtonFails() {
    // Newton's method diverges on the arc tangent from 10.
    double root =
        Inversion.root(-1e3, 1e3, 10, v -> Math.atan(v - 0.1) * (1 + (v - 0.1) * (v - 0.1)));
    assertEquals(0.1, root, 1e-15);
    // The tail underflows at the first step.
    double v =
        Inversion.root(
            Double.NEGATIVE_INFINITY,
            0,
            0,
            t -> Inversion.step(Math.exp(-Math.exp(-t)), Math.exp(-t - Math.exp(-t)), 1e-200));
    assertEquals(-Math.log(200 * Math.log(10)), v, 1e-14);
  }

  /** The quantile of a logistic variable, whose smaller tail is log-concave. */
  @ParameterizedTest
  @ValueSource(doubles = {0.49, 0.2, 1e-3, 1e-12, 1e-200})
  void fiveOfHalleysStepsFindAQuantileToRounding(double u) {
    int[] steps = new int[1];
    double v =
        Inversion.root(
            Double.NEGATIVE_INFINITY,
            0,
            0,
            t -> {
              steps[0]++;
              double tail = Numerics.sigmoid(t);
              return Inversion.step(tail, tail * (1 - tail), 1 - 2 * tail, u);
            });
    double exact = Math.log(u) - StrictMath.log1p(-u);
    assertEquals(exact, v, 4e-16 * Math.max(1, Math.abs(exact)));
    assertTrue(steps[0] <= 5, () -> steps[0] + " steps");
  }

  /** Noise of the tail keeps each step from the next, which no search may wait for. */
  @Test
  void roundingOfTheTailDoesNotProlongTheSearch() {
    int[] steps = new int[1];
    double root =
        Inversion.root(
            -10,
            10,
            5,
            t -> {
              steps[0]++;
              return StrictMath.sinh(t - 1) / StrictMath.cosh(t - 1) + 1e-13 * Math.sin(1e15 * t);
            });
    assertEquals(1, root, 1e-12);
    assertTrue(steps[0] <= 15, () -> steps[0] + " steps");
  }
}
