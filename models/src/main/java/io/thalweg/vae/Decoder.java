package io.thalweg.vae;

import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Parameters;
import io.thalweg.internal.kernel.DenseKernels;
import java.util.random.RandomGenerator;

/**
 * A model of bits x by latent bits b: a prior of independent bits and dense layers to the logits of
 * x.
 *
 * <pre>
 *   p(b) = Bernoulli(prior),   p(x | b) = Bernoulli(layers(b))
 * </pre>
 *
 * <p>Its parameters are those of the layers and the logits of the prior, which start at 0, one
 * after the other.
 */
final class Decoder {

  private static final DenseKernels KERNELS = DenseKernels.get();

  private final Parameters parameters;
  private final Layers layers;
  private final int priorAt;

  /**
   * Makes layers with random weights.
   *
   * @param at where among the parameters its own begin
   */
  Decoder(Parameters parameters, int at, RandomGenerator random, Architecture architecture) {
    this.parameters = parameters;
    this.layers = new Layers(parameters, at, random, architecture);
    this.priorAt = at + architecture.parameters();
  }

  /** Number of parameters of a decoder with such layers. */
  static int parameters(Architecture architecture) {
    return Math.addExact(architecture.parameters(), architecture.inputs());
  }

  Parameters parameters() {
    return parameters;
  }

  Layers layers() {
    return layers;
  }

  int latents() {
    return layers.architecture().inputs();
  }

  int bits() {
    return layers.architecture().outputs();
  }

  /** The place of the prior's logits among the parameters. */
  int priorAt() {
    return priorAt;
  }

  /** The logits of the prior, [latents]. */
  double[] prior() {
    return parameters.values(priorAt, priorAt + latents());
  }

  /** The probabilities of x, [rows x bits], given b, [rows x latents]. */
  double[] probabilities(double[] b, int rows) {
    double[] out = new double[rows * bits()];
    float[] zeros = new float[bits()];
    float[] row = new float[bits()];
    float[] sums = new float[DenseKernels.PARTIAL_SUMS];
    try (Forward logits = layers.forward(b, rows)) {
      for (int first = 0; first < out.length; first += row.length) {
        for (int i = 0; i < row.length; i++) {
          row[i] = (float) logits.outputs()[first + i];
        }
        // The slope of the log-probability of zeros is the negative of the probability of ones.
        KERNELS.logBernoulli(row, 0, zeros, 0, row.length, sums);
        for (int i = 0; i < row.length; i++) {
          out[first + i] = -row[i];
        }
      }
    }
    return out;
  }
}
