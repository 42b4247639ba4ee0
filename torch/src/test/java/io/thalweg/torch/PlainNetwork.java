package io.thalweg.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The formula of {@link Dense} with one output, in double precision and plain loops: what libtorch
 * is compared with. Derivatives are central differences.
 */
final class PlainNetwork {

  private static final double STEP = 1e-3;

  private final int[] sizes;
  private final double[] parameters;

  private PlainNetwork(int[] sizes, double[] parameters) {
    this.sizes = sizes;
    this.parameters = parameters;
  }

  /** Copies the present weights of a network of these sizes. */
  static PlainNetwork copyOf(List<Tensor> tensors, int... sizes) {
    double[][] parts = tensors.stream().map(Tensors::toArray).toArray(double[][]::new);
    int count = 0;
    for (double[] part : parts) {
      count += part.length;
    }
    double[] all = new double[count];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return new PlainNetwork(sizes, all);
  }

  /** All weights and biases, to be changed in place. */
  double[] parameters() {
    return parameters;
  }

  double value(double[] x) {
    double[] h = x;
    int at = 0;
    for (int layer = 1; layer < sizes.length; layer++) {
      double[] next = new double[sizes[layer]];
      int bias = at + next.length * h.length;
      for (int j = 0; j < next.length; j++) {
        next[j] = parameters[bias + j];
        for (int i = 0; i < h.length; i++) {
          next[j] += parameters[at + j * h.length + i] * h[i];
        }
        next[j] = layer < sizes.length - 1 ? Math.tanh(next[j]) : next[j];
      }
      at = bias + next.length;
      h = next;
    }
    return h[0];
  }

  /** v . grad c(x): the slope along one direction. */
  double slope(double[] x, double[] v) {
    double[] ahead = x.clone();
    double[] behind = x.clone();
    for (int i = 0; i < x.length; i++) {
      ahead[i] += STEP * v[i];
      behind[i] -= STEP * v[i];
    }
    return (value(ahead) - value(behind)) / (2 * STEP);
  }

  /** The gradient in the parameters of sum_k a_k c(x_k) + v_k . grad c(x_k). */
  double[] gradient(double[][] points, double[] a, double[][] v) {
    double[] gradient = new double[parameters.length];
    for (int i = 0; i < gradient.length; i++) {
      double here = parameters[i];
      parameters[i] = here + STEP;
      double ahead = functional(points, a, v);
      parameters[i] = here - STEP;
      double behind = functional(points, a, v);
      parameters[i] = here;
      gradient[i] = (ahead - behind) / (2 * STEP);
    }
    return gradient;
  }

  private double functional(double[][] points, double[] a, double[][] v) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * value(points[k]) + slope(points[k], v[k]);
    }
    return sum;
  }
}
