package io.thalweg.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AdamTest {

  /**
   * Gradients 4 and then -2 at rate 0.1, by hand.
   *
   * <pre>
   *   t = 1: m = 0.4, v = 0.016, both over their sums of weights 4 and 16: a step of -0.1
   *   t = 2: m = 0.9 * 0.4 - 0.1 * 2 = 0.16, over 0.19: 0.842105
   *          v = 0.999 * 0.016 + 0.001 * 4 = 0.019984, over 0.001999: 9.996998
   *          a step of -0.1 * 0.842105 / 3.161803 = -0.026633704
   * </pre>
   */
  @Test
  void twoStepsAreThoseWorkedOutByHand() {
    Adam adam = new Adam(0.1, 2);
    double[] parameters = {1, -1};
    adam.step(parameters, new double[] {4, 0});
    // The epsilon of 1e-8 beside 4 shortens the step by 2.5e-10.
    assertEquals(1 - 0.1 / (1 + 0.25e-8), parameters[0], 1e-15);
    assertEquals(-1, parameters[1]);
    adam.step(parameters, new double[] {-2, 0});
    double second = 0.1 * 0.16 / 0.19 / (Math.sqrt(0.019984 / 0.001999) + 1e-8);
    assertEquals(1 - 0.1 / (1 + 0.25e-8) - second, parameters[0], 1e-14);
    assertEquals(0.873366296, parameters[0], 1e-9);
  }

  @Test
  void aGradientThatIsNotFiniteIsRefusedAndChangesNothing() {
    Adam adam = new Adam(0.1, 2);
    Adam untouched = new Adam(0.1, 2);
    double[] parameters = {1, 2};
    double[] expected = {1, 2};
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> adam.step(parameters, new double[] {3, Double.NaN}));
    assertEquals("Adam: gradient 1 is NaN; it must be finite", thrown.getMessage());
    adam.step(parameters, new double[] {3, -1});
    untouched.step(expected, new double[] {3, -1});
    assertArrayEquals(expected, parameters);
  }

  @Test
  void otherLengthsAreRefused() {
    Adam adam = new Adam(0.1, 2);
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> adam.step(new double[2], new double[3]));
    assertEquals(
        "Adam for 2 parameters was given 2 parameters and a gradient of 3", thrown.getMessage());
  }
}
