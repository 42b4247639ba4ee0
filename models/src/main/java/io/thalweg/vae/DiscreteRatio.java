package io.thalweg.vae;

import io.thalweg.dense.Workers;
import io.thalweg.internal.kernel.DenseKernels;

/**
 * The ratio of two laws of independent bits or categories, which is linear in the points.
 *
 * <pre>
 *   r(b) = b . (prior - logits) - sum softplus(prior) + sum softplus(logits)    of bits
 *   r(b) = b . (log p - log q)                                                  of categories
 * </pre>
 */
final class DiscreteRatio implements LogRatio {

  private static final DenseKernels KERNELS = DenseKernels.get();

  private final int size;
  private final float[] linear;
  private final double[] constants;

  /**
   * Makes the ratio of a batch.
   *
   * @param logits of q, [contexts x point size]
   * @param linear an array of as many numbers, to be overwritten
   */
  DiscreteRatio(Prior prior, double[] logits, float[] linear) {
    Latents latents = prior.latents();
    this.size = latents.pointSize();
    this.linear = linear;
    this.constants = new double[logits.length / size];
    double[] own = Discrete.logs(latents, prior.parameters());
    if (latents.categories() == 1) {
      bits(own, logits);
    } else {
      double[] logs = Discrete.logs(latents, logits);
      for (int i = 0; i < logs.length; i++) {
        linear[i] = (float) (own[i % size] - logs[i]);
      }
    }
  }

  private void bits(double[] own, double[] logits) {
    float[] zeros = new float[size];
    float[] prior = new float[size];
    for (int i = 0; i < size; i++) {
      prior[i] = (float) own[i];
    }
    double fixed = KERNELS.logBernoulli(prior.clone(), 0, zeros, 0, size, sums());
    Workers.share(
        constants.length,
        (from, to) -> {
          float[] sums = sums();
          float[] row = new float[size];
          for (int c = from; c < to; c++) {
            int first = c * size;
            for (int i = 0; i < size; i++) {
              row[i] = (float) logits[first + i];
              linear[first + i] = prior[i] - row[i];
            }
            constants[c] = fixed - KERNELS.logBernoulli(row, 0, zeros, 0, size, sums);
          }
        });
  }

  private static float[] sums() {
    return new float[DenseKernels.PARTIAL_SUMS];
  }

  @Override
  public double value(int context, double[] points, int from, Space space) {
    for (int i = 0; i < size; i++) {
      space.point[i] = (float) points[from + i];
    }
    return KERNELS.dot(space.point, 0, linear, context * size, size, space.sums)
        + constants[context];
  }

  @Override
  public void addSlopes(int context, double[] points, int from, double[] out) {
    for (int i = 0; i < size; i++) {
      out[from + i] += linear[context * size + i];
    }
  }

  @Override
  public void addBends(int context, double[] directions, int from, double[] out) {}
}
