package io.thalweg.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.LazyLinearization;
import io.thalweg.Linearization;
import io.thalweg.support.Require;

/**
 * A block of the Deep Java Library (DJL) as an objective: a value for each point, and its gradient.
 *
 * <p>The block sees all points of an estimate as one array, [rows, point size], and answers [rows]
 * or [rows, 1]. It runs as in inference, without dropout. Points and answers have the type of its
 * parameters, 32-bit floats where it has none. Gradients in x, which some estimators ask for, and a
 * pullback into the parameters of the block run it once more each. A pullback adds to the gradients
 * of DJL's parameters, from where {@code Trainer.step} takes them. DJL has no second derivatives,
 * so that estimators which learn a temperature or a surrogate by them need an objective of {@code
 * thalweg-torch}.
 *
 * <p>DJL collects gradients one at a time in a process: a collector of a trainer must be closed
 * before. Native memory is freed at the end of each call.
 */
public final class DjlObjective implements DifferentiableObjective {

  // One collector at a time is DJL's rule.
  private static final Object COLLECTING = new Object();

  private final Block block;
  private final NDManager manager;
  private final DataType type;

  /**
   * Makes an objective of a block.
   *
   * @param block with its parameters initialised or loaded
   * @param manager of the engine, to which arrays of an evaluation belong while it runs
   * @throws IllegalArgumentException if the parameters are not initialised
   */
  public DjlObjective(Block block, NDManager manager) {
    this.block = Require.given("the block", block);
    this.manager = Require.given("the manager", manager);
    DataType found = DataType.FLOAT32;
    for (Parameter parameter : block.getParameters().values()) {
      if (!parameter.isInitialized()) {
        throw new IllegalArgumentException(
            "the parameter %s of the block is not initialised; call block.initialize or load a model"
                .formatted(parameter.getName()));
      }
      found = parameter.getArray().getDataType();
    }
    this.type = found;
  }

  /** Computes the value at one point: one-hot for a category. */
  @Override
  public double value(double[] point) {
    return evaluate(Events.of(point, 1, point.length)).values()[0];
  }

  /**
   * Evaluates the block at the points of all events at once.
   *
   * @throws IllegalArgumentException if the block does not answer one number for each row
   */
  @Override
  public Linearization evaluate(Events events) {
    try (NDManager own = manager.newSubManager()) {
      return new AtPoints(events, numbers(forward(points(own, events), events, new Fixed(own))));
    }
  }

  private NDArray points(NDManager own, Events events) {
    Shape shape = new Shape(events.count(), events.pointSize());
    return own.create(events.points()).reshape(shape).toType(type, false);
  }

  private NDArray forward(NDArray points, Events events, ParameterStore store) {
    NDArray values = block.forward(store, new NDList(points), false).singletonOrThrow();
    if (values.getShape().dimension() == 0
        || values.getShape().get(0) != events.count()
        || values.size() != events.count()) {
      throw new IllegalArgumentException(
          "the block answered %s for points of %s; it must be one number for each of %d rows"
              .formatted(values.getShape(), points.getShape(), events.count()));
    }
    return values;
  }

  private static double[] numbers(NDArray array) {
    return array.toType(DataType.FLOAT64, false).toDoubleArray();
  }

  /** The parameters without their history, so that nothing is added to their gradients. */
  private static final class Fixed extends ParameterStore {

    Fixed(NDManager own) {
      super(own, false);
    }

    @Override
    public NDArray getValue(Parameter parameter, Device device, boolean training) {
      NDArray value = super.getValue(parameter, device, training).stopGradient();
      value.attach(getManager());
      return value;
    }
  }

  private double[] gradients(Events events) {
    synchronized (COLLECTING) {
      try (NDManager own = manager.newSubManager();
          GradientCollector collector = own.getEngine().newGradientCollector()) {
        NDArray points = points(own, events);
        points.setRequiresGradient(true);
        collector.backward(forward(points, events, new Fixed(own)).sum());
        return numbers(points.getGradient());
      }
    }
  }

  private void pullback(Events events, double[] weights) {
    synchronized (COLLECTING) {
      try (NDManager own = manager.newSubManager();
          GradientCollector collector = own.getEngine().newGradientCollector()) {
        NDArray values = forward(points(own, events), events, new ParameterStore(own, false));
        NDArray rows = own.create(weights).toType(type, false);
        collector.backward(values.reshape(rows.getShape()).mul(rows).sum());
      }
    }
  }

  private final class AtPoints extends LazyLinearization {
    private final Events events;

    AtPoints(Events events, double[] values) {
      super(values);
      this.events = events;
    }

    @Override
    protected double[] computeGradients() {
      return DjlObjective.this.gradients(events);
    }

    @Override
    public double[] curvatures(double[] directions) {
      throw new UnsupportedOperationException(
          "DJL has no second derivatives; an objective of thalweg-torch has them");
    }

    @Override
    public void pullback(double[] weights) {
      if (!block.getParameters().isEmpty()) {
        DjlObjective.this.pullback(events, weights);
      }
    }
  }
}
