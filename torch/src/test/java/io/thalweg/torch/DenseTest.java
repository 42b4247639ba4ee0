package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class DenseTest {

  @Test
  void hasWeightsAndBiasesOfEachLayer() {
    Dense network = new Dense(new SplittableRandom(1), 4, 3, 2);
    long[][] shapes = {{3, 4}, {3}, {2, 3}, {2}};
    assertEquals(shapes.length, network.parameters().size());
    for (int i = 0; i < shapes.length; i++) {
      assertArrayEquals(shapes[i], network.parameters().get(i).shape());
    }
    assertEquals(4, network.inputs());
  }

  @Test
  void weightsStartWithinTheBoundOfTheirLayerAndBiasesAtZero() {
    Dense network = new Dense(new SplittableRandom(1), 40, 60);
    double bound = Math.sqrt(6.0 / 100);
    double[] weights = Tensors.toArray(network.parameters().get(0));
    double largest = Arrays.stream(weights).map(Math::abs).max().orElseThrow();
    assertTrue(largest <= bound, () -> largest + " exceeds " + bound);
    // 2,400 uniform numbers all stay below 0.99 of the bound with probability 4e-11.
    assertTrue(largest > 0.99 * bound, () -> largest + " is far below " + bound);
    assertArrayEquals(new double[60], Tensors.toArray(network.parameters().get(1)));
  }

  @Test
  void sameGeneratorGivesTheSameWeights() {
    Dense one = new Dense(new SplittableRandom(5), 7, 3);
    Dense two = new Dense(new SplittableRandom(5), 7, 3);
    assertArrayEquals(
        Tensors.toArray(one.parameters().get(0)), Tensors.toArray(two.parameters().get(0)));
  }

  @Test
  void answersEachRowForItself() {
    Dense network = new Dense(new SplittableRandom(1), 2, 3, 1);
    PlainNetwork plain = PlainNetwork.copyOf(network.parameters(), 2, 3, 1);
    try (Scope scope = Scope.open()) {
      Tensor out = network.forward(Tensors.of(new double[] {0.5, -1, 2, 0.25}, 2, 2));
      assertArrayEquals(new long[] {2, 1}, out.shape());
      double[] expected = {
        plain.value(new double[] {0.5, -1}), plain.value(new double[] {2, 0.25})
      };
      // Four products of numbers near 1 in single precision.
      assertArrayEquals(expected, Tensors.toArray(out), 1e-6);
    }
  }

  @Test
  void refusesBatchesOfAnotherWidth() {
    Dense network = new Dense(new SplittableRandom(1), 3, 2);
    try (Scope scope = Scope.open()) {
      assertMessage(
          "a network of 3 inputs was given a batch of shape [5, 4]",
          () -> network.forward(Tensors.of(new double[20], 5, 4)));
      assertMessage(
          "a network of 3 inputs was given a batch of shape [3]",
          () -> network.forward(Tensors.of(new double[3], 3)));
    }
  }

  @Test
  void refusesSizesThatMakeNoNetwork() {
    assertMessage(
        "a network needs an input and an output; 1 sizes were given",
        () -> new Dense(new SplittableRandom(1), 3));
    assertMessage(
        "layer 2 has 4 inputs and 0 outputs; both must be at least 1",
        () -> new Dense(new SplittableRandom(1), 3, 4, 0));
  }

  private static void assertMessage(String message, Runnable call) {
    Exception refusal = assertThrows(IllegalArgumentException.class, call::run);
    assertEquals(message, refusal.getMessage());
  }
}
