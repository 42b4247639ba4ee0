package io.thalweg.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SpaceTest {

  private static final Space SEVERAL = Space.discrete(2, 3, 4);
  private static final Space BOX =
      Space.continuous(2, new double[] {-1, 0}, new double[] {1, Double.POSITIVE_INFINITY});

  @Test
  void severalChoicesAreOneNumberEach() {
    assertTrue(SEVERAL.isDiscrete());
    assertEquals(3, SEVERAL.actionSize());
    assertEquals(1, Space.discrete(2, 4).actionSize());
    SEVERAL.requireAction(new double[] {0, 3, 1});
    assertRefused(
        "the action is [0.0, 4.0, 1.0]; it must be a whole number from 0 to 3",
        () -> SEVERAL.requireAction(new double[] {0, 4, 1}));
    assertRefused(
        "the action is [0.0, 3.0, 0.5]; it must be a whole number from 0 to 3",
        () -> SEVERAL.requireAction(new double[] {0, 3, 0.5}));
    assertRefused(
        "the action is [-1.0, 3.0, 0.0]; it must be a whole number from 0 to 3",
        () -> SEVERAL.requireAction(new double[] {-1, 3, 0}));
    assertThrows(
        IllegalArgumentException.class,
        () -> SEVERAL.requireAction(new double[] {Double.NaN, 0, 0}));
    assertThrows(IllegalArgumentException.class, () -> SEVERAL.requireAction(new double[2]));
  }

  @Test
  void numbersBeyondTheirBoundsAreActionsToo() {
    assertFalse(BOX.isDiscrete());
    assertEquals(2, BOX.actionSize());
    BOX.requireAction(new double[] {-5, -5});
    assertRefused(
        "the action is [0.0, Infinity]; it must be finite",
        () -> BOX.requireAction(new double[] {0, Double.POSITIVE_INFINITY}));
  }

  @Test
  void spacesOfNothingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Space.discrete(0, 2));
    assertThrows(IllegalArgumentException.class, () -> Space.discrete(1, 1));
    assertThrows(IllegalArgumentException.class, () -> Space.discrete(1, 0, 2));
    assertThrows(
        IllegalArgumentException.class, () -> Space.continuous(1, new double[0], new double[0]));
    assertThrows(
        IllegalArgumentException.class, () -> Space.continuous(1, new double[1], new double[2]));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
