package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The weights and biases that layers of 30, 50 and 20 units start with. */
class InitializationTest {

  private static final Architecture SIZES = Architecture.tanh(30, 50, 20);
  // Ends of W_1, b_1, W_2 and b_2.
  private static final int[] ENDS = {1_500, 1_550, 2_550, 2_570};

  private static double[][] arrays(Initialization initialization) {
    // Another network stands before and behind.
    Parameters parameters = new Parameters(2_570 + 7);
    new Layers(parameters, 3, new SplittableRandom(1), SIZES, initialization);
    double[] all = parameters.values();
    assertArrayEquals(new double[3], Arrays.copyOf(all, 3));
    assertArrayEquals(new double[4], Arrays.copyOfRange(all, 2_573, 2_577));
    double[][] arrays = new double[ENDS.length][];
    for (int i = 0; i < ENDS.length; i++) {
      arrays[i] = Arrays.copyOfRange(all, 3 + (i == 0 ? 0 : ENDS[i - 1]), 3 + ENDS[i]);
    }
    return arrays;
  }

  /** Asserts that numbers are uniform within a bound. */
  private static void assertUniform(double bound, double[] numbers) {
    double mean = Arrays.stream(numbers).average().orElseThrow() / bound;
    double square = Arrays.stream(numbers).map(x -> x * x).average().orElseThrow() / bound / bound;
    double largest = Arrays.stream(numbers).map(Math::abs).max().orElseThrow() / bound;
    // 6 arrays and two moments beyond 6 standard errors: 2e-8. Those of the moments of a uniform
    // number in -1 .. 1 are sqrt(1/3) and sqrt(4/45).
    assertEquals(0, mean, 6 * Math.sqrt(1 / 3.0 / numbers.length));
    assertEquals(1 / 3.0, square, 6 * Math.sqrt(4 / 45.0 / numbers.length));
    // All n numbers are below 1 - 20 / n with probability exp(-20).
    assertTrue(largest <= 1 + 1e-6 && largest > 1 - 20.0 / numbers.length, "largest " + largest);
  }

  @Test
  void glorotLooksAtInputsAndOutputs() {
    double[][] arrays = arrays(Initialization.GLOROT);
    assertUniform(Math.sqrt(6.0 / 80), arrays[0]);
    assertArrayEquals(new double[50], arrays[1]);
    assertUniform(Math.sqrt(6.0 / 70), arrays[2]);
    assertArrayEquals(new double[20], arrays[3]);
  }

  @Test
  void fanInLooksAtInputsAndDrawsBiasesToo() {
    double[][] arrays = arrays(Initialization.FAN_IN);
    assertUniform(1 / Math.sqrt(30), arrays[0]);
    assertUniform(1 / Math.sqrt(30), arrays[1]);
    assertUniform(1 / Math.sqrt(50), arrays[2]);
    assertUniform(1 / Math.sqrt(50), arrays[3]);
  }

  @Test
  void layersStartByGlorot() {
    Parameters parameters = new Parameters(2_570);
    new Layers(parameters, 0, new SplittableRandom(1), SIZES);
    Parameters same = new Parameters(2_570);
    new Layers(same, 0, new SplittableRandom(1), SIZES, Initialization.GLOROT);
    assertArrayEquals(same.values(), parameters.values());
  }

  @Test
  void outputBiasesAreSetAloneAndSeenAtOnce() {
    Parameters parameters = new Parameters(2_570 + 7);
    Layers layers = new Layers(parameters, 3, new SplittableRandom(1), SIZES);
    double[] before = parameters.values();
    double[] x = new SplittableRandom(2).doubles(30, -1, 1).toArray();
    double[] outputs;
    try (Forward forward = layers.forward(x, 1)) {
      outputs = forward.outputs().clone();
    }
    double[] biases = new double[20];
    Arrays.setAll(biases, i -> 0.5 * i - 3);
    layers.setOutputBiases(biases);
    System.arraycopy(biases, 0, before, 3 + 2_550, 20);
    assertArrayEquals(before, parameters.values());
    try (Forward forward = layers.forward(x, 1)) {
      for (int i = 0; i < 20; i++) {
        // Sums of 50 terms below 1, rounded to 6e-8 of their size.
        assertEquals(outputs[i] + biases[i], forward.outputs()[i], 1e-5);
      }
    }
  }

  @Test
  void biasesOfAnotherNumberAreRefused() {
    Layers layers = new Layers(new Parameters(2_570), 0, new SplittableRandom(1), SIZES);
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> layers.setOutputBiases(new double[50]));
    assertEquals("the array of biases has 50 numbers; it must have 20", refusal.getMessage());
  }
}
