package io.thalweg.torch;

import static io.thalweg.torch.Twins.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.dense.Decoder;
import io.thalweg.dense.Encoder;
import io.thalweg.dense.OpenBlas;
import io.thalweg.dense.Parameters;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fused encoder against the same layers on libtorch. */
class EncoderTest {

  private final Scope scope = Scope.open();
  private final SplittableRandom random = new SplittableRandom(6);

  @AfterEach
  void free() {
    scope.close();
    OpenBlas.threads(1);
  }

  // The last has so many parameters that two threads share them, in parts of unequal length.
  static Stream<int[]> sizes() {
    return Stream.of(
        new int[] {1, 1},
        new int[] {50, 20},
        new int[] {50, 30, 33, 20},
        new int[] {91, 201, 151, 43});
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyBatchHasTheOutputsAndGradientsOfLibtorch(int[] sizes) {
    Parameters parameters = new Parameters(Encoder.parameters(sizes));
    Encoder fused = new Encoder(parameters, 0, new SplittableRandom(3), sizes);
    Dense torch = Twins.layers(3, sizes);
    int inputs = sizes[0];
    int outputs = sizes[sizes.length - 1];
    int[] forward = Arrays.copyOf(sizes, sizes.length - 1);
    // Larger and smaller ones work in the same room.
    for (int rows : new int[] {70, 1, 65, 128}) {
      for (int threads = 1; threads <= 2; threads++) {
        OpenBlas.threads(threads);
        double[] x = Twins.bits(random, rows * inputs);
        double[] weights = Twins.numbers(random, rows * outputs, 1);
        Tensor expected = torch.forward(Twins.centred(Tensors.of(x, rows, inputs)));
        Encoder.Outputs actual = fused.outputs(x, rows);
        assertClose("outputs", Tensors.toArray(expected), actual.values(), forward);
        expected.mul(Tensors.of(weights, rows, outputs)).sum().backward();
        actual.pullback(weights);
        parameters.step(1e-30);
        // Through the layers, back through them and over the rows.
        int[] all =
            Stream.of(sizes, sizes, new int[] {rows}).flatMapToInt(Arrays::stream).toArray();
        double[] gradients = Twins.gradients(torch.parameters());
        assertClose("gradients", gradients, parameters.gradient(), all);
        torch.parameters().forEach(tensor -> tensor.mutable_grad().zero_());
      }
    }
  }

  @Test
  void gradientsOfAllPullbacksAddUp() {
    Parameters parameters = new Parameters(Encoder.parameters(3, 4, 2));
    Encoder encoder = new Encoder(parameters, 0, new SplittableRandom(3), 3, 4, 2);
    double[] x = {1, 0, 1};
    double[] weights = {1, -2};
    encoder.outputs(x, 1).pullback(weights);
    parameters.step(1e-30);
    double[] once = parameters.gradient();
    Encoder.Outputs outputs = encoder.outputs(x, 1);
    outputs.pullback(weights);
    outputs.pullback(weights);
    parameters.step(1e-30);
    double[] twice = Arrays.stream(once).map(g -> 2 * g).toArray();
    assertArrayEquals(twice, parameters.gradient(), 0);
  }

  @Test
  void onlyTheLastOutputsOfTheSameParametersArePulledBack() {
    Parameters parameters = new Parameters(Encoder.parameters(3, 2));
    Encoder encoder = new Encoder(parameters, 0, new SplittableRandom(3), 3, 2);
    Encoder.Outputs first = encoder.outputs(new double[3], 1);
    Encoder.Outputs second = encoder.outputs(new double[] {1, 1, 1}, 1);
    assertRefuses(first);
    second.pullback(new double[2]);
    parameters.step(0.1);
    assertRefuses(second);
    Encoder.Outputs third = encoder.outputs(new double[3], 1);
    parameters.set(new double[8]);
    assertRefuses(third);
  }

  private static void assertRefuses(Encoder.Outputs outputs) {
    Exception refusal =
        assertThrows(IllegalStateException.class, () -> outputs.pullback(new double[2]));
    assertEquals(
        "the encoder was asked again or its parameters have changed; only its last outputs can be"
            + " pulled back",
        refusal.getMessage());
  }

  @Test
  void layersThatCannotBeAreRefused() {
    assertRefused("a network needs an input and an output; 1 sizes were given", 5);
    assertRefused("layer 1 has 0 inputs and 5 outputs; both must be at least 1", 0, 5);
    assertRefused("layer 2 has 3 inputs and 0 outputs; both must be at least 1", 5, 3, 0);
    Parameters parameters = new Parameters(8);
    for (int at : new int[] {-1, 1}) {
      assertThrows(
          IndexOutOfBoundsException.class, () -> new Encoder(parameters, at, random, 3, 2));
    }
    // A prior of three more is one too many.
    assertThrows(IndexOutOfBoundsException.class, () -> new Decoder(parameters, 0, random, 3, 2));
    Encoder encoder = new Encoder(parameters, 0, random, 3, 2);
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> encoder.outputs(new double[0], 0));
    assertEquals("the number of rows is 0; it must be at least 1", refusal.getMessage());
  }

  private void assertRefused(String refusal, int... sizes) {
    Parameters parameters = new Parameters(100);
    Exception exception =
        assertThrows(
            IllegalArgumentException.class, () -> new Encoder(parameters, 0, random, sizes));
    assertEquals(refusal, exception.getMessage());
  }
}
