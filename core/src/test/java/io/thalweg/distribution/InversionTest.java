package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

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
}
