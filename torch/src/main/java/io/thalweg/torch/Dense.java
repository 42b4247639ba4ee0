package io.thalweg.torch;

import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A network of dense layers with tanh between them.
 *
 * <pre>
 *   h_0 = x,   h_l = tanh(W_l h_(l-1) + b_l),   output = W_L h_(L-1) + b_L
 * </pre>
 *
 * <p>Weights start uniform within sqrt(6 / (inputs + outputs)) of the layer, biases at 0. Source:
 * Glorot &amp; Bengio (2010), AISTATS.
 */
public final class Dense {

  private final int[] sizes;
  private final List<Tensor> parameters = new ArrayList<>();

  /**
   * Makes a network with random weights; must be called outside of any scope.
   *
   * @param sizes of the input, the hidden layers and the output
   * @throws IllegalArgumentException if there are fewer than two sizes or one is below 1
   */
  public Dense(RandomGenerator random, int... sizes) {
    this.sizes = Require.layers(sizes.clone());
    for (int layer = 1; layer < sizes.length; layer++) {
      parameters.add(weights(random, sizes[layer - 1], sizes[layer]));
      parameters.add(Tensors.of(new float[sizes[layer]], sizes[layer]).set_requires_grad(true));
    }
  }

  private static Tensor weights(RandomGenerator random, int inputs, int outputs) {
    double bound = Math.sqrt(6.0 / (inputs + outputs));
    double[] numbers = new double[Math.multiplyExact(inputs, outputs)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bound * (2 * random.nextDouble() - 1);
    }
    return Tensors.of(numbers, outputs, inputs).set_requires_grad(true);
  }

  /** The weights and biases, layer by layer. */
  public List<Tensor> parameters() {
    return List.copyOf(parameters);
  }

  /** The number of inputs. */
  public int inputs() {
    return sizes[0];
  }

  /**
   * Computes the outputs, [rows x outputs], of a batch of inputs, [rows x inputs].
   *
   * @throws IllegalArgumentException if the batch is not a matrix with one column for each input
   */
  public Tensor forward(Tensor batch) {
    if (batch.dim() != 2 || batch.size(1) != sizes[0]) {
      throw new IllegalArgumentException(
          "a network of %d inputs was given a batch of shape %s"
              .formatted(sizes[0], Arrays.toString(batch.shape())));
    }
    Tensor h = batch;
    for (int layer = 1; layer < sizes.length; layer++) {
      Tensor weights = parameters.get(2 * layer - 2);
      h = torch.linear(h, weights, new TensorOptional(parameters.get(2 * layer - 1)));
      h = layer < sizes.length - 1 ? h.tanh() : h;
    }
    return h;
  }
}
