package io.thalweg.workbench.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.distribution.PlackettLuce;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OrdersToyTest {

  /** E P_11 of two items is the probability that the first comes first. */
  @Test
  void theMeanMatrixIsThatOfTheLaw() {
    double first = 1 / (1 + Math.exp(-0.7));
    assertArrayEquals(
        new double[] {first, 1 - first, 1 - first, first},
        OrdersToy.meanMatrix(PlackettLuce.ofLogits(0.7, 0)),
        1e-15);
    double[] mean = OrdersToy.meanMatrix(PlackettLuce.ofLogits(0.3, -1, 0.5, 2, 0));
    for (int row = 0; row < 5; row++) {
      assertEquals(1, Arrays.stream(mean, 5 * row, 5 * row + 5).sum(), 1e-14);
    }
    double[] none = new double[64];
    Arrays.fill(none, 1.0 / 8);
    assertArrayEquals(none, OrdersToy.meanMatrix(PlackettLuce.ofLogits(new double[8])), 1e-13);
  }

  @Test
  void theTargetIsThatOfTheObjective() {
    double[] target = OrdersToy.target(8);
    for (int i = 0; i < 64; i++) {
      assertEquals(i % 9 == 0 ? 0.175 : 0.125 - 0.05 / 7, target[i], 1e-15);
    }
  }
}
