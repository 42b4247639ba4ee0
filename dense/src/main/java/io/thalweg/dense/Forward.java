package io.thalweg.dense;

import io.thalweg.support.Require;
import io.thalweg.support.Workspace;

/**
 * The outputs of a network at one batch, and products with their derivatives.
 *
 * <pre>
 *   J = dh_L/dtheta in the weights,   K = dh_L/dx in the inputs, row by row
 * </pre>
 *
 * <p>Methods can be called in any order and again. Several evaluations of one network can exist at
 * once. Derivatives can be taken until the parameters change or the evaluation is closed. Closing
 * an evaluation frees its memory for the next one; one that is not closed is garbage-collected.
 */
public final class Forward implements AutoCloseable {

  private final Layers layers;
  private final Pass pass;
  private final double[] outputs;

  Forward(Layers layers, double[] x, int rows) {
    this.layers = layers;
    double[] out = Workspace.doubles(rows * layers.architecture().outputs());
    int columns = layers.architecture().outputs();
    this.outputs = out;
    this.pass =
        new Pass(
            layers,
            x,
            rows,
            false,
            (block, row, n, scratch) -> {
              for (int i = 0; i < n; i++) {
                out[row * columns + i] = block[i];
              }
            });
  }

  /** Returns the outputs, [rows x outputs]; to be read, not written. */
  public double[] outputs() {
    return outputs;
  }

  /**
   * Adds J^T c to the gradient of the parameters.
   *
   * @param c the factor of each output in a sum of them, [rows x outputs]
   * @throws IllegalStateException if the parameters have changed or this is closed
   */
  public void pullback(double[] c) {
    Require.length("the array of weights", c, outputs.length);
    pass.pullback(c);
  }

  /**
   * Returns K^T c, the gradient in the inputs, [rows x inputs].
   *
   * @param c the factor of each output in a sum of them, [rows x outputs]
   * @throws IllegalStateException if the parameters have changed or this is closed
   */
  public double[] inputGradients(double[] c) {
    Require.length("the array of weights", c, outputs.length);
    double[] out = Workspace.doubles(pass.rows() * layers.architecture().inputs());
    pass.inputSlopes(c, out);
    return out;
  }

  /**
   * Returns J t, the derivative of the outputs along a tangent of all weights, [rows x outputs].
   *
   * @param t as many numbers as parameters, of which those of other networks take no part
   * @throws IllegalStateException if the parameters have changed or this is closed
   */
  public double[] pushforward(double[] t) {
    Require.length("the tangent", t, layers.parameters().size());
    double[] out = Workspace.doubles(outputs.length);
    pass.pushforward(t, out);
    return out;
  }

  /**
   * Returns K u, the derivative of the outputs along a direction at each row, [rows x outputs].
   *
   * @param u [rows x inputs]
   * @throws IllegalStateException if the parameters have changed or this is closed
   */
  public double[] along(double[] u) {
    Require.length("the array of directions", u, pass.rows() * layers.architecture().inputs());
    double[] out = Workspace.doubles(outputs.length);
    pass.outputsAlong(u, out);
    return out;
  }

  /** Frees the memory of this evaluation for the next one; the outputs stay. */
  @Override
  public void close() {
    pass.close();
  }
}
