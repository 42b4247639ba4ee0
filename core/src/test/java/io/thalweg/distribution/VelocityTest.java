package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Events;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The velocity of a law carries its mass as theta moves. */
class VelocityTest {

  private static final Gaussian LAW =
      Gaussian.of(new double[] {0.3, -2}, new double[] {0.5, -0.7})
          .at(new double[] {0.3, -2, 0.5, -0.7, 1, 0, -1, 2});

  /** d log p/dtheta + u . grad log p + div u = 0 at every x. */
  @Test
  void velocityOfGaussianSatisfiesTheContinuityEquation() {
    Events x = LAW.sample(1, new SplittableRandom(1));
    double[] ones = {1, 1};
    double[] sum = new double[8];
    LAW.addScore(x, ones, sum);
    LAW.velocity().pullback(x, LAW.densityGradient(x), 0, sum);
    LAW.velocity().addDivergence(x, ones, sum);
    // Terms are below 100, and each is the sum of a few roundings.
    assertArrayEquals(new double[8], sum, 1e-12);
  }

  @Test
  void densityGradientMatchesCentralDifferences() {
    Events x = LAW.sample(3, new SplittableRandom(2));
    double[] gradient = LAW.densityGradient(x);
    double step = 1e-5;
    for (int i = 0; i < gradient.length; i++) {
      double difference = (logAt(x, i, step) - logAt(x, i, -step)) / (2 * step);
      // The log-density is quadratic, so that only rounding of 1e-15 / 1e-5 is left.
      assertEquals(difference, gradient[i], 1e-8 * (1 + Math.abs(difference)));
    }
  }

  private static double logAt(Events x, int coordinate, double step) {
    double[] moved = x.values().clone();
    moved[coordinate] += step;
    return Arrays.stream(LAW.logProbability(Events.of(moved, 2, 2))).sum();
  }
}
