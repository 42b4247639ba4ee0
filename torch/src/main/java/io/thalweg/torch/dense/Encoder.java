package io.thalweg.torch.dense;

import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Dense layers from bits to numbers, whose answers are pulled back once a gradient in them is
 * known.
 *
 * <pre>
 *   h_0 = 2 x - 1,   h_l = tanh(W_l h_(l-1) + b_l),   output = W_L h_(L-1) + b_L
 * </pre>
 *
 * <p>Its parameters are W_1 [outputs x inputs], b_1, W_2, .. one after the other.
 */
public final class Encoder {

  private final Layers layers;
  private final Matrix ones = new Matrix(1);
  private int rows;

  /**
   * Layers with random weights.
   *
   * @param at where among the parameters theirs begin
   * @param sizes of the input, the hidden layers and the output
   */
  public Encoder(Parameters parameters, int at, RandomGenerator random, int... sizes) {
    this.layers = new Layers(parameters, at, 2, -1, sizes);
    layers.randomize(random);
  }

  /** Number of parameters of layers of these sizes. */
  public static int parameters(int... sizes) {
    return Layers.parameters(sizes);
  }

  /**
   * The outputs, [rows x outputs], of a batch.
   *
   * @param x [rows x inputs]
   */
  public double[] outputs(double[] x, int rows) {
    Require.length("the batch", x, rows * layers.inputs());
    this.rows = rows;
    layers.ensureOutputs(rows);
    Matrix last = layers.outputs[layers.depth()];
    double[] out = new double[rows * last.columns];
    Workers.overRows(
        0,
        rows,
        (from, to, scratch) -> {
          layers.forward(x, from, to, scratch);
          int most = Scratch.rowsAtOnce(last.columns);
          for (int row = from; row < to; row += most) {
            int count = Math.min(most, to - row);
            float[] block = scratch.block(0, last.columns);
            last.get(row, count, block);
            int at = row * last.columns;
            for (int i = 0; i < count * last.columns; i++) {
              out[at + i] = block[i];
            }
          }
        });
    return out;
  }

  /**
   * Adds to the gradient of the parameters that of the sum of weighted outputs of the last batch.
   *
   * @param weights [rows x outputs]
   */
  public void pullback(double[] weights) {
    Matrix last = layers.outputs[layers.depth()];
    Require.length("the array of weights", weights, rows * last.columns);
    layers.ensureSlopes(rows);
    float[] filled = new float[rows];
    Arrays.fill(filled, 1);
    ones.ensure(rows).put(0, rows, filled);
    Workers.overRows(
        0,
        rows,
        (from, to, scratch) -> {
          Layers.load(weights, 1, 0, last, from, to, scratch);
          layers.backward(from, to, scratch);
        });
    Workers.overParameters(
        layers.parameters(), (part, parts, s) -> layers.gatherSlopes(rows, ones, part, parts, s));
  }
}
