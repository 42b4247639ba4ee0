package io.thalweg.torch;

import static io.thalweg.torch.Twins.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.OpenBlas;
import io.thalweg.dense.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fused layers against the same ones on libtorch. */
class ForwardTest {

  private final Scope scope = Scope.open();
  private final SplittableRandom random = new SplittableRandom(6);

  @AfterEach
  void free() {
    scope.close();
    OpenBlas.threads(1);
  }

  // The last has so many parameters that two threads share them, in parts of unequal length.
  static List<Architecture> architectures() {
    List<Architecture> all = new ArrayList<>(Twins.architectures(50, 20));
    all.add(Architecture.tanh(1, 1).overBits());
    all.add(Architecture.tanh(91, 201, 151, 43));
    return all;
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void everyBatchHasTheOutputsAndGradientsOfLibtorch(Architecture architecture) {
    int[] sizes = Twins.sizes(architecture);
    Parameters parameters = new Parameters(architecture.parameters());
    Layers fused = new Layers(parameters, 0, new SplittableRandom(3), architecture);
    List<Tensor> torch = Twins.layers(3, sizes).parameters();
    assertArrayEquals(Twins.values(torch), parameters.values(), 0);
    int inputs = sizes[0];
    int outputs = sizes[sizes.length - 1];
    int[] forward = Arrays.copyOf(sizes, sizes.length - 1);
    // Larger and smaller ones work in the same room.
    for (int rows : new int[] {70, 1, 65, 128}) {
      for (int threads = 1; threads <= 2; threads++) {
        OpenBlas.threads(threads);
        double[] x = Twins.bits(random, rows * inputs);
        double[] weights = Twins.numbers(random, rows * outputs, 1);
        Tensor batch = Tensors.of(x, rows, inputs).set_requires_grad(true);
        Tensor expected = Twins.forward(architecture, torch, batch);
        Forward actual = fused.forward(x, rows);
        assertClose("outputs", Tensors.toArray(expected), actual.outputs(), forward);
        expected.mul(Tensors.of(weights, rows, outputs)).sum().backward();
        actual.pullback(weights);
        // Through the layers, back through them and over the rows.
        int[] all =
            Stream.of(sizes, sizes, new int[] {rows}).flatMapToInt(Arrays::stream).toArray();
        double[] gradients = Twins.gradients(torch);
        assertClose("gradients", gradients, parameters.takeGradient(), all);
        double[] slopes = Tensors.toArray(batch.grad());
        assertClose("gradients of inputs", slopes, actual.inputGradients(weights), all);
        torch.forEach(tensor -> tensor.mutable_grad().zero_());
      }
    }
  }
}
