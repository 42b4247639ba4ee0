package io.thalweg.dense;

import io.thalweg.support.Require;
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

  /**
   * Layers with random weights.
   *
   * @param at where among the parameters theirs begin
   * @param sizes of the input, the hidden layers and the output
   * @throws IllegalArgumentException if there are fewer than two sizes or one is below 1
   * @throws IndexOutOfBoundsException if there are too few parameters
   */
  public Encoder(Parameters parameters, int at, RandomGenerator random, int... sizes) {
    this.layers = new Layers(new Weights(parameters, at, random, sizes), 2, -1);
  }

  /**
   * Number of parameters of layers of these sizes.
   *
   * @throws IllegalArgumentException if there are fewer than two sizes or one is below 1
   */
  public static int parameters(int... sizes) {
    return Weights.count(sizes);
  }

  /**
   * The outputs at a batch.
   *
   * @param x [rows x inputs]
   */
  public Outputs outputs(double[] x, int rows) {
    Require.atLeast(1, "the number of rows", rows);
    Require.length("the batch", x, rows * layers.inputs());
    return new Outputs(x, rows);
  }

  /** The answer to one batch, which can be pulled back until the next or a change of parameters. */
  public final class Outputs {
    private final int rows;
    private final long batch;
    private final double[] values;

    private Outputs(double[] x, int rows) {
      this.rows = rows;
      this.batch = layers.begin(rows);
      this.values = new double[rows * layers.outputs()];
      Workers.overRows(
          0,
          rows,
          (from, to, scratch) -> {
            layers.forward(x, from, to, scratch);
            scratch.unload(layers.result(), 1, values, from, to);
          });
    }

    /** The outputs, [rows x outputs]. */
    public double[] values() {
      return values;
    }

    /**
     * Adds to the gradient of the parameters that of the sum of weighted outputs.
     *
     * @param weights [rows x outputs]
     * @throws IllegalStateException if there was another batch or the parameters have changed
     */
    public void pullback(double[] weights) {
      if (!layers.isCurrent(batch)) {
        throw new IllegalStateException(
            "the encoder was asked again or its parameters have changed; only its last outputs can"
                + " be pulled back");
      }
      Require.length("the array of weights", weights, values.length);
      layers.ensureSlopes(rows);
      layers.factors(rows, row -> 1);
      Workers.overRows(
          0,
          rows,
          (from, to, scratch) -> {
            scratch.load(weights, 1, 0, layers.result(), from, to);
            layers.backward(from, to, scratch);
          });
      Workers.overParameters(
          layers.parameters(), (share, scratch) -> layers.gatherSlopes(rows, share, scratch));
    }
  }
}
