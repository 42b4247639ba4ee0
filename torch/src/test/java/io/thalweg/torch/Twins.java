package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The results of libtorch with the weights of a fused network. */
final class Twins {

  // Half a unit in the last place.
  private static final double ROUNDING = 0x1p-24;

  private Twins() {}

  /** Layers of libtorch with the weights that the same seed gives to fused ones. */
  static Dense layers(long seed, int... sizes) {
    return new Dense(new SplittableRandom(seed), sizes);
  }

  /** The outputs of layers whose weights these are, at a batch. */
  static Tensor forward(Architecture architecture, List<Tensor> weights, Tensor batch) {
    Tensor h = architecture.centred() ? batch.mul(new Scalar(2)).sub(new Scalar(1)) : batch;
    for (int l = 0; l < architecture.layers().size(); l++) {
      h = torch.linear(h, weights.get(2 * l), new TensorOptional(weights.get(2 * l + 1)));
      h = apply(architecture.layers().get(l).activation(), h);
    }
    return h;
  }

  private static Tensor apply(Activation activation, Tensor a) {
    if (activation == Activation.TANH) {
      return a.tanh();
    }
    if (activation == Activation.RELU) {
      return a.relu();
    }
    if (activation == Activation.ELU) {
      return torch.elu(a);
    }
    return activation == Activation.LINEAR ? a : torch.leaky_relu(a, new Scalar(SLOPE));
  }

  /** LeakyReLU as libtorch's is called. */
  static final double SLOPE = 0.25;

  /** The values of a head, of outputs [draws x contexts x outputs]. */
  @FunctionalInterface
  interface TorchHead {
    Tensor values(Tensor outputs);
  }

  static TorchHead bernoulli(double[] x, int contexts) {
    Tensor bits = Tensors.of(x, contexts, x.length / contexts);
    return o -> bits.mul(o).sub(torch.softplus(o)).sum(-1);
  }

  static TorchHead categorical(int[] labels, int categories) {
    double[] oneHot = new double[labels.length * categories];
    for (int c = 0; c < labels.length; c++) {
      oneHot[c * categories + labels[c]] = 1;
    }
    Tensor chosen = Tensors.of(oneHot, labels.length, categories);
    return o -> o.log_softmax(-1).mul(chosen).sum(-1);
  }

  static TorchHead gaussian(double[] y, int contexts) {
    int size = y.length / contexts;
    Tensor numbers = Tensors.of(y, contexts, size);
    return o -> {
      Tensor log = o.narrow(-1, size, size);
      Tensor z = numbers.sub(o.narrow(-1, 0, size)).mul(log.neg().exp());
      Tensor each = z.mul(z).mul(new Scalar(-0.5)).sub(log);
      return each.sub(new Scalar(0.5 * Math.log(2 * Math.PI))).sum(-1);
    };
  }

  /** A head on layers as libtorch computes it. */
  static TorchObjective objective(
      Architecture architecture, List<Tensor> weights, TorchHead head, int contexts) {
    return new TorchObjective(
        (x, events) ->
            head.values(
                forward(architecture, weights, x)
                    .view(events.draws(), contexts, architecture.outputs())),
        weights);
  }

  /** Architectures of so many inputs and outputs, with every activation within and at the end. */
  static List<Architecture> architectures(int inputs, int outputs) {
    Activation leaky = Activation.leakyRelu(SLOPE);
    return List.of(
        Architecture.tanh(inputs, outputs).overBits(),
        Architecture.tanh(inputs, 30, 33, outputs).overBits(),
        Architecture.of(inputs)
            .then(30, Activation.RELU)
            .then(33, leaky)
            .then(31, Activation.ELU)
            .then(outputs, Activation.LINEAR),
        Architecture.of(inputs)
            .then(30, Activation.ELU)
            .then(33, Activation.LINEAR)
            .then(outputs, Activation.TANH),
        Architecture.of(inputs).then(30, Activation.TANH).then(outputs, leaky));
  }

  /**
   * Whether two results of single precision differ by no more than the rounding of sums whose order
   * differs: as a norm, the roots of the numbers of terms of all sums on the way times half a unit
   * of the result.
   *
   * @param terms of each sum that one number of the result goes through
   */
  static void assertClose(String what, double[] expected, double[] actual, int... terms) {
    double size = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      size += expected[i] * expected[i];
      error += (expected[i] - actual[i]) * (expected[i] - actual[i]);
    }
    double steps = 0;
    for (int count : terms) {
      steps += Math.sqrt(count);
    }
    double relative = Math.sqrt(error / size);
    double bound = 2 * steps * ROUNDING;
    assertTrue(expected.length == actual.length && size > 0, what + " cannot be compared");
    assertTrue(
        relative <= bound, () -> "%s: off by %.1e, allowed %.1e".formatted(what, relative, bound));
  }

  static double[] numbers(SplittableRandom random, int count, double scale) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      // Of single precision, as both sides are given them.
      numbers[i] = (float) (scale * (2 * random.nextDouble() - 1));
    }
    return numbers;
  }

  static double[] bits(SplittableRandom random, int count) {
    double[] bits = new double[count];
    for (int i = 0; i < count; i++) {
      bits[i] = random.nextInt(2);
    }
    return bits;
  }

  /** Sizes of the input, the hidden layers and the output. */
  static int[] sizes(Architecture architecture) {
    IntStream outputs = architecture.layers().stream().mapToInt(Architecture.Layer::outputs);
    return IntStream.concat(IntStream.of(architecture.inputs()), outputs).toArray();
  }

  /** All gradients of tensors, one after the other. */
  static double[] gradients(List<Tensor> tensors) {
    return tensors.stream()
        .map(t -> Tensors.toArray(t.grad()))
        .flatMapToDouble(java.util.Arrays::stream)
        .toArray();
  }

  /** All numbers of tensors, one after the other. */
  static double[] values(List<Tensor> tensors) {
    return tensors.stream()
        .map(Tensors::toArray)
        .flatMapToDouble(java.util.Arrays::stream)
        .toArray();
  }
}
