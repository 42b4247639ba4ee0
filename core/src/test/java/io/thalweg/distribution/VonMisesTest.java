package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.Means;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of a law on a circle. */
class VonMisesTest {

  private static double[] velocity(VonMises law, double x) {
    double[] velocity = new double[2];
    law.velocity().pullback(Events.of(new double[] {x}, 1, 1), new double[] {1}, 0, velocity);
    return velocity;
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2, -1, 1, 5})
  void anglesAreTheSameAfterAnyNumberOfTurns(double turns) {
    VonMises law = VonMises.of(2.4, 1.5);
    double[] near = {1.9, 4.5};
    double[] far = Arrays.stream(near).map(x -> x + turns * 2 * Math.PI).toArray();
    Events here = Events.of(near, 1, 1);
    Events there = Events.of(far, 1, 1);
    // An angle of 40 is rounded to 7e-15.
    assertArrayEquals(law.logProbability(here), law.logProbability(there), 1e-13);
    assertArrayEquals(law.scores(here), law.scores(there), 1e-13);
    assertArrayEquals(law.cumulative(here), law.cumulative(there), 1e-13);
    assertArrayEquals(velocity(law, near[0]), velocity(law, far[0]), 1e-13);
  }

  /** The limits are the uniform law of the circle at one end and a normal law at the other. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-3, 1e3, 1e12})
  void limitsAreUniformAndNormal(double k) {
    double x = VonMises.of(0, k).transform(new double[] {0.7}).values()[0];
    double limit =
        k < 1
            ? 2 * Math.PI * (0.7 - 0.5)
            : Gaussian.of(0, Math.sqrt(1 / k)).transform(new double[] {0.7}).values()[0];
    // The next term of either series is of this order.
    assertEquals(limit, x, Math.abs(limit) * Math.min(k, 1 / k) + 1e-12 * Math.abs(limit));
  }

  /** Draws end, and are angles, as far as concentrations are allowed. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_NORMAL, 1e-200, 1e16, 1e30})
  void extremeConcentrationsAreDrawn(double k) {
    for (double x : VonMises.of(1, k).sample(1_000, new SplittableRandom(7)).values()) {
      assertTrue(Math.abs(x) <= Math.PI, "x = " + x);
      assertTrue(k < 1 || Math.abs(x - 1) < 10 / Math.sqrt(k) + Math.ulp(4.0), "x = " + x);
    }
  }

  /** E s^2 = 1 / k, even where 1 - cos s is lost in the digits of cos s. */
  @Test
  void narrowDrawsAreAsWideAsTheyShouldBe() {
    double k = 1e14;
    double[] x = VonMises.of(0, k).sample(50_000, new SplittableRandom(31)).values();
    Means squares = new Means();
    for (double s : x) {
      squares.add(k * s * s);
    }
    squares.assertMean(1, "k s^2");
  }
}
