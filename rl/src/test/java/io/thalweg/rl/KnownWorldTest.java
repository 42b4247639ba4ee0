package io.thalweg.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Dynamic programming against the same numbers of a program in another language. */
class KnownWorldTest {

  private static final double ROUNDING = 1e-13;

  @Test
  void valuesAreThoseOfTheOtherProgram() {
    KnownWorld world = FourStates.world();
    assertArrayEquals(FourStates.FIRST_VALUES, world.v()[0], ROUNDING);
    assertArrayEquals(FourStates.FIFTH_VALUES, world.v()[4], ROUNDING);
    assertArrayEquals(FourStates.FOREVER, world.forever(), ROUNDING);
    assertEquals(FourStates.VALUE, world.value(), ROUNDING);
  }

  @Test
  void gradientsAreThoseOfTheOtherProgram() {
    KnownWorld world = FourStates.world();
    assertArrayEquals(FourStates.usual(), world.gradient(false), ROUNDING);
    assertArrayEquals(FourStates.discounted(), world.gradient(true), ROUNDING);
    double[] forever = world.forever();
    assertArrayEquals(
        FourStates.bootstrapped(), world.withLimit(6, forever).gradient(false), ROUNDING);
    assertArrayEquals(
        FourStates.bootstrappedAfterTwo(), world.withLimit(2, forever).gradient(false), ROUNDING);
  }

  @Test
  void discountedDirectionIsTheSlopeOfTheValue() {
    double[] gradient = FourStates.world().gradient(true);
    double step = 1e-5;
    for (int i = 0; i < gradient.length; i++) {
      double slope = (value(i, step) - value(i, -step)) / (2 * step);
      assertEquals(slope, gradient[i], 1e-9);
    }
  }

  private static double value(int i, double step) {
    double[][] logits = FourStates.logits();
    logits[i / 3][i % 3] += step;
    return FourStates.world().withPolicy(KnownWorld.softmax(logits)).value();
  }

  @Test
  void trajectoriesHaveAllProbabilityAndTheMeanReturn() {
    KnownWorld world = FourStates.world().withLimit(3, new double[4]);
    double all = 0;
    double mean = 0;
    double square = 0;
    double scores = 0;
    for (KnownWorld.Trajectory way : world.trajectories()) {
      double total = 0;
      for (int t = way.actions().length - 1; t >= 0; t--) {
        double[] pi = world.pi()[way.states()[t]];
        total = way.rewards()[t] + world.gamma() * total;
        scores += way.probability() * (1 - Arrays.stream(pi).map(p -> p * p).sum());
      }
      all += way.probability();
      mean += way.probability() * total;
      square += way.probability() * total * total;
    }
    assertEquals(1, all, ROUNDING);
    assertEquals(world.value(), mean, ROUNDING);
    assertEquals(Math.sqrt((square - mean * mean) * scores), world.scale(), 1e-12);
  }

  @Test
  void gradientsAreVisibleInTheirNaturalScale() {
    KnownWorld world = FourStates.world();
    double largest = Arrays.stream(FourStates.usual()).map(Math::abs).max().orElseThrow();
    assertTrue(largest > 0.1 * world.scale(), () -> largest + " of " + world.scale());
  }
}
