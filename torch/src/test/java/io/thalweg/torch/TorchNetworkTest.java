package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.optimizer.Adam;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.Surrogate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TorchNetworkTest {

  // Sums of about ten products of numbers near 1, each rounded to 2^-24 = 6e-8.
  private static final double SINGLE = 2e-6;
  // Steps of Adam divide by the size of a gradient, which is down to 0.01 here: that multiplies
  // the rounding of single precision and the 1e-6 of central differences by 100.
  private static final double AFTER_STEPS = 2e-4;
  private static final double RATE = 0.05;
  private static final int POINTS = 4;
  private static final int INPUTS = 3;

  private final SplittableRandom random = new SplittableRandom(7);
  private final double[][] points = numbers(POINTS, INPUTS);
  private final double[] a = numbers(1, POINTS)[0];
  private final double[][] v = numbers(POINTS, INPUTS);

  static Stream<int[]> hiddenLayers() {
    return Stream.of(new int[] {5}, new int[] {5, 4});
  }

  @ParameterizedTest
  @MethodSource("hiddenLayers")
  void valuesAndGradientsAreThoseOfTheFormula(int[] hidden) {
    TorchNetwork network = network(hidden);
    assertAgrees(network, twin(hidden), SINGLE);
  }

  @ParameterizedTest
  @MethodSource("hiddenLayers")
  void descendsTheFunctionalOfValuesAndGradients(int[] hidden) {
    TorchNetwork network = network(hidden);
    PlainNetwork twin = twin(hidden);
    Adam adam = new Adam(RATE, twin.parameters().length);
    for (int step = 0; step < 5; step++) {
      // Another functional each time, so that sizes of gradients matter and not their signs alone.
      double[] weights = Arrays.copyOf(a, POINTS);
      weights[step % POINTS] += step;
      adam.step(twin.parameters(), twin.gradient(points, weights, v));
      descend(network, weights, v);
    }
    assertAgrees(network, twin, AFTER_STEPS);
  }

  @ParameterizedTest
  @MethodSource("hiddenLayers")
  void withoutSecondDerivativesTheStepWouldBeAnother(int[] hidden) {
    TorchNetwork network = network(hidden);
    TorchNetwork other = network(hidden);
    descend(network, a, v);
    descend(other, a, new double[POINTS][INPUTS]);
    double[] values = values(network);
    double[] others = values(other);
    assertTrue(
        Math.abs(values[0] - others[0]) > 100 * AFTER_STEPS,
        () -> "the comparison of steps has no power: " + values[0] + " and " + others[0]);
  }

  @ParameterizedTest
  @MethodSource("hiddenLayers")
  void savedStateGoesOnExactlyAsIfNeverInterrupted(int[] hidden) throws IOException {
    TorchNetwork network = network(hidden);
    descend(network, a, v);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    network.save(new DataOutputStream(bytes));
    TorchNetwork restored = new TorchNetwork(new SplittableRandom(99), RATE, INPUTS, hidden);
    restored.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertArrayEquals(values(network), values(restored), 0);
    descend(network, a, v);
    descend(restored, a, v);
    assertArrayEquals(values(network), values(restored), 0);
  }

  private static TorchNetwork network(int... hidden) {
    return new TorchNetwork(new SplittableRandom(3), RATE, INPUTS, hidden);
  }

  /**
   * Makes a plain network with the weights of a TorchNetwork, which hides them: both use the same
   * seed.
   */
  private static PlainNetwork twin(int... hidden) {
    int[] sizes = Network.sizes(INPUTS, hidden);
    return PlainNetwork.copyOf(new Dense(new SplittableRandom(3), sizes).parameters(), sizes);
  }

  private void assertAgrees(TorchNetwork network, PlainNetwork twin, double tolerance) {
    try (Scope scope = Scope.open()) {
      Surrogate.Outputs outputs = network.at(Events.of(flat(points), 1, INPUTS));
      for (int k = 0; k < POINTS; k++) {
        assertEquals(twin.value(points[k]), outputs.values()[k], tolerance);
        for (int i = 0; i < INPUTS; i++) {
          double[] axis = new double[INPUTS];
          axis[i] = 1;
          assertEquals(twin.slope(points[k], axis), outputs.gradients()[k * INPUTS + i], tolerance);
        }
      }
    }
  }

  private void descend(TorchNetwork network, double[] weights, double[][] directions) {
    try (Scope scope = Scope.open()) {
      network.at(Events.of(flat(points), 1, INPUTS)).descend(weights, flat(directions));
    }
  }

  private double[] values(TorchNetwork network) {
    try (Scope scope = Scope.open()) {
      return network.at(Events.of(flat(points), 1, INPUTS)).values();
    }
  }

  private double[][] numbers(int rows, int columns) {
    double[][] numbers = new double[rows][columns];
    for (double[] row : numbers) {
      Arrays.setAll(row, i -> 2 * random.nextDouble() - 1);
    }
    return numbers;
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}
