package io.thalweg.torch;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.LazyLinearization;
import io.thalweg.Linearization;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * An objective that is a computation on libtorch, with first and second derivatives in x and first
 * derivatives in its own parameters.
 *
 * <p>An evaluation keeps its graph until the {@link Scope} around it is closed; within {@link
 * Scope#withoutGradients} it keeps none and has values only.
 */
public final class TorchObjective implements DifferentiableObjective {

  /** A computation on tensors. */
  @FunctionalInterface
  public interface Function {

    /**
     * Computes one value for each point.
     *
     * @param points [rows x point size]
     * @param events the same points, with their contexts
     * @return [rows]
     */
    Tensor values(Tensor points, Events events);
  }

  private final Function function;
  private final List<Tensor> parameters;

  /**
   * Makes an objective of a computation and the parameters that it trains.
   *
   * @param parameters to which evaluations pull back; none for a fixed objective
   */
  public TorchObjective(Function function, List<Tensor> parameters) {
    this.function = function;
    this.parameters = List.copyOf(parameters);
  }

  @Override
  public double value(double[] point) {
    return evaluate(Events.of(point, 1, point.length)).values()[0];
  }

  @Override
  public Linearization evaluate(Events events) {
    Tensor points =
        Tensors.of(events.points(), events.count(), events.pointSize()).set_requires_grad(true);
    Tensor values = function.values(points, events);
    if (values.numel() != events.count()) {
      throw new IllegalArgumentException(
          "the computation answered %d values for %s".formatted(values.numel(), events));
    }
    return new Graph(points, values.reshape(events.count()));
  }

  private final class Graph extends LazyLinearization {
    private final Tensor points;
    private final Tensor outputs;
    private final boolean differentiable = GradMode.is_enabled();

    Graph(Tensor points, Tensor outputs) {
      super(Tensors.toArray(outputs));
      this.points = points;
      this.outputs = outputs;
    }

    @Override
    protected double[] computeGradients() {
      return Tensors.toArray(slope(false));
    }

    @Override
    public double[] curvatures(double[] directions) {
      Tensor along = Tensors.of(directions, points.size(0), points.size(1));
      return Tensors.toArray(Tensors.gradient(slope(true), points, along, false));
    }

    @Override
    public void pullback(double[] weights) {
      requireGraph();
      if (!parameters.isEmpty() && outputs.requires_grad()) {
        TensorVector into = TorchAdam.vector(parameters);
        Tensors.backward(outputs, Tensors.of(weights, weights.length), into);
      }
    }

    private Tensor slope(boolean twice) {
      requireGraph();
      double[] ones = new double[values().length];
      Arrays.fill(ones, 1);
      return Tensors.gradient(outputs, points, Tensors.of(ones, ones.length), twice);
    }

    private void requireGraph() {
      if (!differentiable) {
        throw new IllegalStateException(
            "the objective was evaluated in a scope without gradients; it has values alone");
      }
    }
  }
}
