package io.thalweg.torch;

import static io.thalweg.torch.Twins.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Events;
import io.thalweg.dense.DenseNetwork;
import io.thalweg.dense.OpenBlas;
import io.thalweg.surrogate.Surrogate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fused network of a surrogate against the same network on libtorch. */
class DenseNetworkTest {

  private static final int INPUTS = 20;
  private static final int POINTS = 70;
  private static final double RATE = 0.01;

  private final Scope scope = Scope.open();
  private final SplittableRandom random = new SplittableRandom(8);
  private final double[] points = Twins.numbers(random, POINTS * INPUTS, 3);

  @AfterEach
  void free() {
    scope.close();
    OpenBlas.threads(1);
  }

  static Stream<int[]> hiddenLayers() {
    return Stream.of(new int[] {}, new int[] {25}, new int[] {25, 31});
  }

  private Events events() {
    return Events.of(points, 1, INPUTS);
  }

  /** Sums on the way from inputs to the output and back, so many times. */
  private static int[] sums(int[] hidden, int times) {
    int[] sums = new int[2 * times * (hidden.length + 1)];
    for (int i = 0; i < sums.length; i++) {
      int layer = i % (hidden.length + 1);
      sums[i] = layer == 0 ? INPUTS : hidden[layer - 1];
    }
    return sums;
  }

  @ParameterizedTest
  @MethodSource("hiddenLayers")
  void valuesAndGradientsAreThoseOfLibtorch(int[] hidden) {
    Surrogate.Outputs fused = network(hidden).at(events());
    Surrogate.Outputs torch = twin(hidden).at(events());
    assertClose("values", torch.values(), fused.values(), sums(hidden, 1));
    assertClose("gradients", torch.gradients(), fused.gradients(), sums(hidden, 1));
  }

  @ParameterizedTest
  @MethodSource("hiddenLayers")
  void descendsTheWayOfLibtorchs(int[] hidden) {
    DenseNetwork network = network(hidden);
    TorchNetwork twin = twin(hidden);
    double[] start = network.at(events()).values();
    int steps = 10;
    for (int step = 0; step < steps; step++) {
      double[] weights = Twins.numbers(random, POINTS, 1);
      double[] directions = Twins.numbers(random, points.length, 1);
      network.at(events()).descend(weights, directions);
      twin.at(events()).descend(weights, directions);
    }
    assertMovedAlike(start, network, twin, steps, hidden);
  }

  private void assertMovedAlike(
      double[] start, DenseNetwork network, TorchNetwork twin, int steps, int... hidden) {
    double[] expected = twin.at(events()).values();
    double[] actual = network.at(events()).values();
    for (int k = 0; k < POINTS; k++) {
      expected[k] -= start[k];
      actual[k] -= start[k];
    }
    int[] all = Arrays.copyOf(sums(hidden, 3 * steps), 6 * steps * (hidden.length + 1) + 1);
    // Values near 3 that have moved by some 0.1.
    all[all.length - 1] = 30 * 30;
    assertClose("values after steps", expected, actual, all);
  }

  @Test
  void savedStateGoesOnExactlyAsIfNeverInterrupted() throws IOException {
    DenseNetwork network = network(25);
    double[] a = Twins.numbers(random, POINTS, 1);
    network.at(events()).descend(a, points);
    byte[] saved = save(network);
    DenseNetwork restored = new DenseNetwork(new SplittableRandom(99), RATE, INPUTS, 25);
    restored.load(new DataInputStream(new ByteArrayInputStream(saved)));
    network.at(events()).descend(a, points);
    restored.at(events()).descend(a, points);
    assertArrayEquals(network.at(events()).values(), restored.at(events()).values(), 0);
  }

  @Test
  void damagedOrForeignStateIsRefusedAndNothingIsChanged() throws IOException {
    byte[] saved = save(network(25));
    DenseNetwork network = new DenseNetwork(new SplittableRandom(4), RATE, INPUTS, 25);
    double[] before = network.at(events()).values();
    byte[] half = Arrays.copyOf(saved, saved.length / 2);
    assertThrows(
        EOFException.class,
        () -> network.load(new DataInputStream(new ByteArrayInputStream(half))));
    byte[] other = save(network(24));
    Exception refusal =
        assertThrows(
            IOException.class,
            () -> network.load(new DataInputStream(new ByteArrayInputStream(other))));
    assertEquals("the saved state holds 529 parameters where 551 are needed", refusal.getMessage());
    assertArrayEquals(before, network.at(events()).values(), 0);
  }

  @Test
  void outputsCanBeDescendedUntilTheNetworkHasLearned() {
    DenseNetwork network = network(25);
    TorchNetwork twin = twin(25);
    double[] start = network.at(events()).values();
    Surrogate.Outputs old = network.at(events());
    Surrogate.Outputs last = network.at(Events.of(new double[2 * INPUTS], 1, INPUTS));
    double[] weights = Twins.numbers(random, POINTS, 1);
    double[] directions = Twins.numbers(random, points.length, 1);
    old.descend(weights, directions);
    twin.at(events()).descend(weights, directions);
    assertMovedAlike(start, network, twin, 1, 25);
    Exception refusal =
        assertThrows(
            IllegalStateException.class, () -> last.descend(new double[2], new double[2 * INPUTS]));
    assertEquals(
        "the parameters have changed since the network was evaluated; the evaluation has no"
            + " derivatives any more",
        refusal.getMessage());
  }

  @Test
  void layersOfNothingAreRefused() {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> network(25, 0));
    assertEquals(
        "layer 2 has 25 inputs and 0 outputs; both must be at least 1", refusal.getMessage());
  }

  @Test
  void outputsOfWeightsThatWereLoadedOverCannotBeDescended() throws IOException {
    DenseNetwork network = network(25);
    byte[] saved = save(network);
    Surrogate.Outputs old = network.at(events());
    network.load(new DataInputStream(new ByteArrayInputStream(saved)));
    assertThrows(
        IllegalStateException.class,
        () -> old.descend(new double[POINTS], new double[points.length]));
  }

  @Test
  void batchesOfAnySizeDescendTheWayOfLibtorchs() {
    DenseNetwork network = network(25);
    TorchNetwork twin = twin(25);
    // Of another, so that the first batch of this one is the smallest.
    double[] start = network(25).at(events()).values();
    int[] batches = {1, POINTS, 3, 64, POINTS};
    for (int rows : batches) {
      Events some = Events.of(Arrays.copyOf(points, rows * INPUTS), 1, INPUTS);
      double[] weights = Twins.numbers(random, rows, 1);
      double[] directions = Twins.numbers(random, rows * INPUTS, 1);
      network.at(some).descend(weights, directions);
      twin.at(some).descend(weights, directions);
    }
    assertMovedAlike(start, network, twin, batches.length, 25);
  }

  @Test
  void threadsShareTheGradientsOfManyWeights() {
    int[] wide = {201, 191};
    for (int threads = 1; threads < 3; threads++) {
      OpenBlas.threads(threads);
      DenseNetwork network = network(wide);
      TorchNetwork twin = twin(wide);
      double[] start = network.at(events()).values();
      double[] weights = Twins.numbers(random, POINTS, 1);
      double[] directions = Twins.numbers(random, points.length, 1);
      network.at(events()).descend(weights, directions);
      twin.at(events()).descend(weights, directions);
      assertMovedAlike(start, network, twin, 1, wide);
    }
  }

  private static DenseNetwork network(int... hidden) {
    return new DenseNetwork(new SplittableRandom(3), RATE, INPUTS, hidden);
  }

  private static TorchNetwork twin(int... hidden) {
    return new TorchNetwork(new SplittableRandom(3), RATE, INPUTS, hidden);
  }

  private static byte[] save(DenseNetwork network) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    network.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
