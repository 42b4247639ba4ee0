package io.thalweg.torch.dense;

import static io.thalweg.torch.dense.Twins.assertClose;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.torch.Dense;
import io.thalweg.torch.Scope;
import io.thalweg.torch.Tensors;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** The fused encoder against the same layers on libtorch. */
class EncoderTest {

  private static final int ROWS = 37;
  private static final int[] SIZES = {50, 30, 20};
  // Sums on the way to an output, and on the way from it back to weights.
  private static final int[] FORWARD = {50, 30};
  private static final int[] BACKWARD = {50, 30, 20, ROWS};

  private final SplittableRandom random = new SplittableRandom(5);
  private final double[] x = Twins.bits(random, ROWS * 50);
  private final double[] weights = Twins.numbers(random, ROWS * 20, 1);
  private final Parameters parameters = new Parameters(Encoder.parameters(SIZES));
  private final Encoder fused = new Encoder(parameters, 0, new SplittableRandom(3), SIZES);

  @Test
  void outputsAndPulledBackGradientsAreThoseOfLibtorch() {
    try (Scope scope = Scope.open()) {
      Dense layers = Twins.layers(3, SIZES);
      Tensor outputs = layers.forward(Twins.centred(Tensors.of(x, ROWS, 50)));
      assertClose("outputs", Tensors.toArray(outputs), fused.outputs(x, ROWS), FORWARD);
      outputs.mul(Tensors.of(weights, ROWS, 20)).sum().backward();
      fused.pullback(weights);
      parameters.step(1e-30);
      assertClose(
          "gradients of weights",
          Twins.gradients(layers.parameters()),
          parameters.gradient(),
          BACKWARD);
    }
  }

  @Test
  void nothingIsPulledBackIntoOtherParameters() {
    fused.outputs(x, ROWS);
    parameters.step(0.01);
    assertThrows(IllegalStateException.class, () -> fused.pullback(weights));
  }
}
