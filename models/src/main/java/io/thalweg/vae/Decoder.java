package io.thalweg.vae;

import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.internal.kernel.DenseKernels;

/**
 * A model of bits x by latent points b: dense layers to the logits of x.
 *
 * <pre>
 *   p(x | b) = Bernoulli(layers(b))
 * </pre>
 */
record Decoder(Layers layers) {

  private static final DenseKernels KERNELS = DenseKernels.get();

  int bits() {
    return layers.architecture().outputs();
  }

  /**
   * Sets the biases of the logits where a plan starts them at the data; does nothing elsewhere.
   *
   * @param mean the mean of each bit over the training images
   */
  void startBiases(Plan plan, double[] mean) {
    if (plan.startsFromMean()) {
      layers.setOutputBiases(MeanImage.logits(mean));
    }
  }

  /** The probabilities of x, [rows x bits], given b, [rows x point size]. */
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
