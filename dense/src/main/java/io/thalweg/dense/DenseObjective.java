package io.thalweg.dense;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.support.Require;
import io.thalweg.support.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * An objective that is a head over the outputs of a network.
 *
 * <pre>
 *   f(x) = head(layers(x), context of x)
 * </pre>
 *
 * <p>Several evaluations can be alive at once; each has derivatives until the parameters change or
 * it is closed.
 */
public final class DenseObjective implements DifferentiableObjective {

  private final Layers layers;
  private final Head head;

  /**
   * Puts a head on layers.
   *
   * @throws IllegalArgumentException if the head takes another number of outputs than there are
   */
  public DenseObjective(Layers layers, Head head) {
    if (head.outputs() != layers.architecture().outputs()) {
      throw new IllegalArgumentException(
          "a head of %d outputs cannot stand on layers of %d"
              .formatted(head.outputs(), layers.architecture().outputs()));
    }
    this.layers = layers;
    this.head = head;
  }

  @Override
  public double value(double[] point) {
    return evaluate(Events.of(point, 1, point.length)).values()[0];
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are not as many contexts as the head has, or not as
   *     many coordinates as inputs
   */
  @Override
  public Answer evaluate(Events events) {
    int inputs = layers.architecture().inputs();
    boolean sameContexts = head.contexts() == 0 || head.contexts() == events.contexts();
    if (events.pointSize() != inputs || !sameContexts) {
      throw new IllegalArgumentException(
          "an objective of %d contexts and %d inputs was asked at %s"
              .formatted(head.contexts(), inputs, events));
    }
    return new Answer(events);
  }

  /** The values of one batch, with all their derivatives, in any order. */
  public final class Answer implements Linearization, AutoCloseable {
    private final Events events;
    private final double[] values;
    private final Pass pass;
    private double @Nullable [] gradients;

    private Answer(Events events) {
      this.events = events;
      double[] out = Workspace.doubles(events.count());
      int outputs = head.outputs();
      this.values = out;
      this.pass =
          new Pass(
              layers,
              events.points(),
              events.count(),
              head.keepsOutputs(),
              (block, first, n, scratch) -> {
                for (int at = 0, row = first; at < n; at += outputs, row++) {
                  out[row] = head.value(events.context(row), block, at, scratch.sums);
                }
              });
    }

    @Override
    public double[] values() {
      return values;
    }

    @Override
    public double[] gradients() {
      if (gradients == null) {
        double[] out = Workspace.doubles(values.length * layers.architecture().inputs());
        pass.inputSlopes(null, out);
        gradients = out;
      }
      return gradients;
    }

    @Override
    public double[] curvatures(double[] directions) {
      requireDirections(directions);
      double[] out = Workspace.doubles(directions.length);
      pass.inputBends(directions, this::bend, out);
      return out;
    }

    private void bend(float[] tangents, float[] slopes, float[] outputs, int first, int n) {
      int size = head.outputs();
      for (int at = 0, row = first; at < n; at += size, row++) {
        head.bend(events.context(row), tangents, slopes, outputs, at);
      }
    }

    private void requireDirections(double[] directions) {
      Require.length(
          "the array of directions", directions, values.length * layers.architecture().inputs());
    }

    @Override
    public void pullback(double[] weights) {
      Require.length("the array of weights", weights, values.length);
      pass.pullbackRows(weights);
    }

    /**
     * Adds to the gradient of the parameters that of a sum of values and slopes.
     *
     * <pre>
     *   sum_r weights_r f(x_r) + directions_r . grad f(x_r)
     * </pre>
     *
     * @param weights [rows]
     * @param directions [rows x inputs]
     * @throws IllegalStateException if the parameters have changed or this is closed
     */
    public void pullback(double[] weights, double[] directions) {
      Require.length("the array of weights", weights, values.length);
      requireDirections(directions);
      pass.pullbackSlopes(weights, directions, this::bend);
    }

    /**
     * Returns the derivative of the values along a tangent of all weights, [rows].
     *
     * @param t as many numbers as parameters, of which those of other networks take no part
     * @throws IllegalStateException if the parameters have changed or this is closed
     */
    public double[] pushforward(double[] t) {
      Require.length("the tangent", t, layers.parameters().size());
      double[] out = Workspace.doubles(values.length);
      pass.pushforwardValues(t, out);
      return out;
    }

    /** Frees the memory of this evaluation for the next one; its values stay. */
    @Override
    public void close() {
      pass.close();
    }
  }
}
