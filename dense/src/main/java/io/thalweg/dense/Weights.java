package io.thalweg.dense;

import io.thalweg.dense.Workers.Share;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The weights W_l and biases b_l of dense layers, which stand one after the other among the
 * parameters, and what is done with them for some rows.
 */
final class Weights {

  /** The sizes of the input, the hidden layers and the output. */
  final int[] sizes;

  private final Parameters parameters;
  // Where in the parameters the weights and the biases of each layer begin.
  private final int[] weights;
  private final int[] biases;

  /**
   * Random ones.
   *
   * @param at where they begin
   * @param sizes of the input, the hidden layers and the output
   * @throws IllegalArgumentException if there are fewer than two sizes or one is below 1
   * @throws IndexOutOfBoundsException if there are too few parameters
   */
  Weights(
      Parameters parameters,
      int at,
      RandomGenerator random,
      Initialization initialization,
      int... sizes) {
    Objects.checkFromIndexSize(at, count(sizes), parameters.size());
    this.parameters = parameters;
    this.sizes = sizes.clone();
    this.weights = new int[sizes.length];
    this.biases = new int[sizes.length];
    int next = at;
    for (int l = 1; l < sizes.length; l++) {
      weights[l] = next;
      biases[l] = next + sizes[l - 1] * sizes[l];
      next = biases[l] + sizes[l];
      draw(random, weights[l], biases[l], initialization.weights(sizes[l - 1], sizes[l]));
      draw(random, biases[l], next, initialization.biases(sizes[l - 1]));
    }
  }

  private void draw(RandomGenerator random, int from, int to, double bound) {
    if (bound > 0) {
      double[] drawn = new double[to - from];
      Arrays.setAll(drawn, i -> bound * (2 * random.nextDouble() - 1));
      parameters.put(from, drawn);
    }
  }

  /** Sets the biases of the last layer. */
  void setOutputBiases(double[] numbers) {
    int last = sizes.length - 1;
    Require.length("the array of biases", numbers, sizes[last]);
    parameters.put(biases[last], numbers);
  }

  /**
   * The number of weights in layers of these sizes.
   *
   * @throws IllegalArgumentException if there are fewer than two sizes or one is below 1
   */
  static int count(int... sizes) {
    Require.layers(sizes);
    int count = 0;
    for (int l = 1; l < sizes.length; l++) {
      count = Math.addExact(count, Math.multiplyExact(sizes[l], sizes[l - 1] + 1));
    }
    return count;
  }

  /** The number of times that the weights may have changed. */
  long changes() {
    return parameters.changes();
  }

  private long address(int layer) {
    return parameters.numbers().address(0, weights[layer]);
  }

  /** out = W_l in + b_l. */
  void affine(int layer, Matrix in, Matrix out, int from, int to, Scratch scratch) {
    out.repeat(from, to - from, parameters.numbers(), biases[layer]);
    scratch.products.forward(in, out, from, to, address(layer), 1);
  }

  /** out = W_l in. */
  void linear(int layer, Matrix in, Matrix out, int from, int to, Scratch scratch) {
    scratch.products.forward(in, out, from, to, address(layer), 0);
  }

  /** out += W_l in. */
  void addLinear(int layer, Matrix in, Matrix out, int from, int to, Scratch scratch) {
    scratch.products.forward(in, out, from, to, address(layer), 1);
  }

  /** out = T_l in + t_l, with the tangent that {@link #load} put there. */
  void tangent(
      int layer, Matrix tangent, Matrix in, Matrix out, int from, int to, Scratch scratch) {
    out.repeat(from, to - from, tangent, biases[layer] - weights[1]);
    scratch.products.forward(in, out, from, to, tangent.address(0, weights[layer] - weights[1]), 1);
  }

  /** Puts the part of a tangent of all parameters that is of these weights into one row. */
  void load(double[] tangent, Matrix into) {
    float[] own = new float[into.columns];
    for (int i = 0; i < own.length; i++) {
      own[i] = (float) tangent[weights[1] + i];
    }
    into.putPart(0, own, 0, own.length);
  }

  /** in = W_l^T out. */
  void transposed(int layer, Matrix out, Matrix in, int from, int to, Scratch scratch) {
    scratch.products.backward(out, in, from, to, address(layer));
  }

  // Each thread has outputs of its own, so that none writes where another does.

  /** Gathers sum_r d_l h_(l-1) over rows first .. last, for a share of the outputs. */
  void gather(Matrix[] d, Matrix[] h, int first, int last, Share share, Scratch scratch) {
    for (int l = 1; l < sizes.length; l++) {
      int from = share.from(sizes[l]);
      int to = share.to(sizes[l]);
      if (from < to) {
        long into = parameters.gathered().address(0, weights[l] + from * sizes[l - 1]);
        scratch.products.outer(d[l], h[l - 1], first, last, from, to, into);
      }
    }
  }

  /** Gathers sum_r factor_r d_l over rows first .. last, for a share of the outputs. */
  void gatherBiases(Matrix[] d, Matrix factors, int first, int last, Share share, Scratch scratch) {
    for (int l = 1; l < sizes.length; l++) {
      int from = share.from(sizes[l]);
      int to = share.to(sizes[l]);
      if (from < to) {
        long into = parameters.gathered().address(0, biases[l] + from);
        scratch.products.weightedSum(d[l], factors, first, last, from, to, into);
      }
    }
  }
}
