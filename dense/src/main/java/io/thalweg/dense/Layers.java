package io.thalweg.dense;

import io.thalweg.dense.Workers.Share;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Dense layers with tanh between them, and all derivatives of one batch of rows.
 *
 * <pre>
 *   h_0 = scale x + shift,   a_l = W_l h_(l-1) + b_l,   h_l = tanh a_l,   output a_L
 *   slopes of a weighted sum of outputs:  d_l = (1 - h_l^2) W_(l+1)^T d_(l+1)
 *   along directions u of x:  a'_l = W_l h'_(l-1),   h'_l = (1 - h_l^2) a'_l,   h'_0 = scale u
 *   d'_l = (1 - h_l^2) W_(l+1)^T d'_(l+1) - 2 h_l d_l a'_l
 * </pre>
 *
 * <p>A prime is Pearlmutter's operator R: the derivative along u. Every method works on some of the
 * rows, so that threads share a batch; what a layer answered is kept until the next batch.
 *
 * <p>Source: Pearlmutter (1994), Neural Computation 6(1).
 */
final class Layers {

  private final Weights weights;
  private final int[] sizes;
  private final float scale;
  private final float shift;

  /** h_0 .. h_(L-1), and a_L, in place of which a user puts d_L. */
  private final Matrix[] outputs;

  /** From 1 on: d_l. */
  private final Matrix[] slopes;

  /** From 1 on: a'_l. */
  private final Matrix[] tangents;

  /** Up to L - 1: h'_l, or h_l times the weight of its row. */
  private final Matrix[] moved;

  /** From 1 on: d'_l. */
  private final Matrix[] bends;

  /** W_1^T d_1 or W_1^T d'_1. */
  private final Matrix inputs;

  /** The factor of each row in sums of d_l or d'_l. */
  private final Matrix factors = new Matrix(1);

  private long batches;
  private long changesAtBatch;

  /** Layers of these weights, whose input is scale x + shift. */
  Layers(Weights weights, float scale, float shift) {
    this.weights = weights;
    this.sizes = weights.sizes;
    this.scale = scale;
    this.shift = shift;
    this.outputs = matrices();
    this.slopes = matrices();
    this.tangents = matrices();
    this.moved = matrices();
    this.bends = matrices();
    this.inputs = new Matrix(sizes[0]);
    // The slopes of the outputs take their place.
    slopes[depth()] = outputs[depth()];
  }

  private Matrix[] matrices() {
    return Arrays.stream(sizes).mapToObj(Matrix::new).toArray(Matrix[]::new);
  }

  /** Number of their parameters. */
  int parameters() {
    return Weights.count(sizes);
  }

  int depth() {
    return sizes.length - 1;
  }

  int inputs() {
    return sizes[0];
  }

  int outputs() {
    return sizes[depth()];
  }

  /**
   * Makes room for a batch, to be called before the threads start on it; what is known of the one
   * before is forgotten.
   *
   * @return the batch, as {@link #isCurrent} takes it
   */
  long begin(int rows) {
    ensure(outputs, 0, depth() + 1, rows);
    changesAtBatch = weights.changes();
    return ++batches;
  }

  /** Whether it is the last batch, and the weights are still those that it went through. */
  boolean isCurrent(long batch) {
    return batch == batches && changesAtBatch == weights.changes();
  }

  /** Makes room for slopes. */
  void ensureSlopes(int rows) {
    ensure(slopes, 1, depth(), rows);
    inputs.ensure(rows);
  }

  /** Makes room for derivatives along directions. */
  void ensureTangents(int rows) {
    ensure(tangents, 1, depth() + 1, rows);
    ensure(bends, 1, depth() + 1, rows);
    ensureMoved(rows);
  }

  /** Makes room for weighted outputs. */
  void ensureMoved(int rows) {
    ensure(moved, 0, depth(), rows);
  }

  /** Sets the factors of the rows in sums over them; to be called before the threads start. */
  void factors(int rows, IntToDoubleFunction factor) {
    float[] numbers = new float[rows];
    for (int r = 0; r < rows; r++) {
      numbers[r] = (float) factor.applyAsDouble(r);
    }
    factors.ensure(rows).put(0, rows, numbers);
  }

  private static void ensure(Matrix[] matrices, int from, int to, int rows) {
    for (int l = from; l < to; l++) {
      matrices[l].ensure(rows);
    }
  }

  /** From inputs, [rows x inputs], to outputs. */
  void forward(double[] x, int from, int to, Scratch scratch) {
    scratch.load(x, scale, shift, outputs[0], from, to);
    for (int l = 1; l <= depth(); l++) {
      weights.affine(l, outputs[l - 1], outputs[l], from, to, scratch);
      if (l < depth()) {
        scratch.overBlocks(
            from, to, outputs[l], (h, row, n) -> Scratch.KERNELS.tanh(h[0], n), outputs[l]);
      }
    }
  }

  /** The outputs, in place of which their slopes are put. */
  Matrix result() {
    return outputs[depth()];
  }

  /** From slopes of the outputs, where those were, to slopes of all layers. */
  void backward(int from, int to, Scratch scratch) {
    for (int l = depth() - 1; l > 0; l--) {
      weights.transposed(l + 1, slopes[l + 1], slopes[l], from, to, scratch);
      scratch.overBlocks(from, to, slopes[l], Layers::timesSlope, slopes[l], outputs[l]);
    }
  }

  /** x_0 (1 - h^2), h the second. */
  private static void timesSlope(float[][] x, int row, int n) {
    float[] out = x[0];
    float[] h = x[1];
    for (int i = 0; i < n; i++) {
      out[i] *= 1 - h[i] * h[i];
    }
  }

  /** Slopes of the inputs x, to the same rows of an array. */
  void slopesOfInputs(int from, int to, Scratch scratch, double[] out) {
    weights.transposed(1, slopes[1], inputs, from, to, scratch);
    scratch.unload(inputs, scale, out, from, to);
  }

  /** From directions u, [rows x inputs], to the derivatives of all layers along them. */
  void along(double[] u, int from, int to, Scratch scratch) {
    scratch.load(u, scale, 0, moved[0], from, to);
    for (int l = 1; l <= depth(); l++) {
      weights.linear(l, moved[l - 1], tangents[l], from, to, scratch);
      if (l < depth()) {
        scratch.overBlocks(from, to, moved[l], Layers::timesSlope, tangents[l], outputs[l]);
      }
    }
  }

  /** The derivative of the outputs along the directions. */
  Matrix tangentOfOutputs() {
    return tangents[depth()];
  }

  /** Where the derivative of the slopes of the outputs is put. */
  Matrix bendOfOutputs() {
    return bends[depth()];
  }

  /** From the derivative of the slopes of the outputs to those of all layers. */
  void backwardAlong(int from, int to, Scratch scratch) {
    for (int l = depth() - 1; l > 0; l--) {
      weights.transposed(l + 1, bends[l + 1], bends[l], from, to, scratch);
      scratch.overBlocks(
          from, to, bends[l], Layers::bend, bends[l], outputs[l], slopes[l], tangents[l]);
    }
  }

  private static void bend(float[][] x, int row, int n) {
    float[] bent = x[0];
    float[] h = x[1];
    float[] d = x[2];
    float[] a = x[3];
    for (int i = 0; i < n; i++) {
      bent[i] = bent[i] * (1 - h[i] * h[i]) - 2 * h[i] * d[i] * a[i];
    }
  }

  /** The derivative of the slopes of the inputs, to the same rows of an array. */
  void bendsOfInputs(int from, int to, Scratch scratch, double[] out) {
    weights.transposed(1, bends[1], inputs, from, to, scratch);
    scratch.unload(inputs, scale, out, from, to);
  }

  /** Adds to each row of the derivatives of slopes its factor times the slopes. */
  void addSlopes(double[] factors, int from, int to, Scratch scratch) {
    for (int l = 1; l <= depth(); l++) {
      int columns = sizes[l];
      scratch.overBlocks(
          from,
          to,
          bends[l],
          (x, row, n) -> {
            for (int i = 0; i < n; i += columns) {
              float factor = (float) factors[row + i / columns];
              for (int j = i; j < i + columns; j++) {
                x[0][j] += factor * x[1][j];
              }
            }
          },
          bends[l],
          slopes[l]);
    }
  }

  /** Multiplies what each layer was given by the weight of the row. */
  void weigh(double[] factors, int from, int to, Scratch scratch) {
    for (int l = 0; l < depth(); l++) {
      int columns = sizes[l];
      scratch.overBlocks(
          from,
          to,
          moved[l],
          (x, row, n) -> {
            for (int i = 0; i < n; i += columns) {
              float factor = (float) factors[row + i / columns];
              for (int j = i; j < i + columns; j++) {
                x[0][j] *= factor;
              }
            }
          },
          outputs[l]);
    }
  }

  /** Gathers sum_r d_l h_(l-1) of rows that were weighed, and sum_r factor_r d_l. */
  void gatherWeighted(int first, int last, Share share, Scratch scratch) {
    weights.gather(slopes, moved, first, last, share, scratch);
    weights.gatherBiases(slopes, factors, first, last, share, scratch);
  }

  /** Gathers sum_r d_l h_(l-1) and sum_r factor_r d_l. */
  void gatherSlopes(int rows, Share share, Scratch scratch) {
    weights.gather(slopes, outputs, 0, rows, share, scratch);
    weights.gatherBiases(slopes, factors, 0, rows, share, scratch);
  }

  /** Gathers sum_r d'_l h_(l-1) + d_l h'_(l-1) and sum_r factor_r d'_l. */
  void gatherBends(int rows, Share share, Scratch scratch) {
    weights.gather(bends, outputs, 0, rows, share, scratch);
    weights.gather(slopes, moved, 0, rows, share, scratch);
    weights.gatherBiases(bends, factors, 0, rows, share, scratch);
  }
}
