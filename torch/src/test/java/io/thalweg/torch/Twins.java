package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What libtorch computes with the weights of a fused network. */
final class Twins {

  // Half a unit in the last place.
  private static final double ROUNDING = 0x1p-24;

  private Twins() {}

  /** Layers of libtorch with the weights that the same seed gives to fused ones. */
  static Dense layers(long seed, int... sizes) {
    return new Dense(new SplittableRandom(seed), sizes);
  }

  /** The evidence as libtorch computes it. */
  static TorchObjective evidence(Dense decoder, Tensor prior, double[] x, double[] logits, int n) {
    List<Tensor> own = new ArrayList<>(decoder.parameters());
    own.add(prior);
    Tensor pixels = Tensors.of(x, n, x.length / n);
    Tensor posterior = Tensors.of(logits, n, logits.length / n);
    return new TorchObjective(
        (b, events) -> {
          Tensor decoded = decoder.forward(centred(b)).view(events.draws(), n, x.length / n);
          Tensor points = b.view(events.draws(), n, logits.length / n);
          return log(decoded, pixels).add(log(prior, points)).sub(log(posterior, points));
        },
        own);
  }

  static Tensor centred(Tensor bits) {
    return bits.mul(new Scalar(2)).sub(new Scalar(1));
  }

  private static Tensor log(Tensor logits, Tensor values) {
    return values.mul(logits).sub(torch.softplus(logits)).sum(-1);
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
