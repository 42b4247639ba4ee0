package io.thalweg;

import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** A differentiable objective made of a value and a gradient at one point. */
final class Pointwise implements DifferentiableObjective {

  // The cube root of the rounding unit balances rounding against truncation.
  private static final double STEP = 6e-6;
  // Below it, a direction has lost its digits to underflow.
  private static final double NO_DIRECTION = 1e-290;

  private final ToDoubleFunction<double[]> value;
  private final UnaryOperator<double[]> gradient;

  /** Makes an objective of f and its gradient. */
  Pointwise(ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient) {
    this.value = value;
    this.gradient = gradient;
  }

  @Override
  public double value(double[] event) {
    throw refusal();
  }

  static UnsupportedOperationException refusal() {
    return new UnsupportedOperationException(
        "call evaluate(Events): an array does not say whether it holds category indices or a point");
  }

  @Override
  public Linearization evaluate(Events events) {
    double[] values = new double[events.count()];
    for (int row = 0; row < values.length; row++) {
      double[] point = events.point(row);
      try {
        values[row] = value.applyAsDouble(point);
      } catch (RuntimeException e) {
        throw Checked.failed(events, row, e);
      }
    }
    return new AtPoints(events, values);
  }

  private final class AtPoints extends LazyLinearization {
    private final Events events;

    AtPoints(Events events, double[] values) {
      super(values);
      this.events = events;
    }

    @Override
    public void pullback(double[] weights) {}

    @Override
    protected double[] computeGradients() {
      double[] gradients = new double[events.count() * events.pointSize()];
      for (int row = 0; row < events.count(); row++) {
        double[] at = gradientAt(events.point(row), row);
        System.arraycopy(at, 0, gradients, row * at.length, at.length);
      }
      return gradients;
    }

    private double[] gradientAt(double[] point, int row) {
      double[] at;
      try {
        at = gradient.apply(point);
      } catch (RuntimeException e) {
        throw Checked.failed(events, row, e);
      }
      if (at.length != point.length) {
        throw new ObjectiveException(
            "the objective's gradient has %d coordinates at %s; it must have %d"
                .formatted(at.length, events.name(row), point.length));
      }
      return at;
    }

    @Override
    public double[] curvatures(double[] directions) {
      int n = events.pointSize();
      double[] out = new double[directions.length];
      for (int row = 0; row < events.count(); row++) {
        double[] point = events.point(row);
        double norm = 0;
        double scale = 1;
        for (int i = 0; i < n; i++) {
          norm = StrictMath.hypot(norm, directions[row * n + i]);
          scale = Math.max(scale, Math.abs(point[i]));
        }
        if (norm < NO_DIRECTION) {
          continue;
        }
        double step = STEP * scale;
        double[] above = point.clone();
        double[] below = point.clone();
        for (int i = 0; i < n; i++) {
          above[i] += step * (directions[row * n + i] / norm);
          below[i] -= step * (directions[row * n + i] / norm);
        }
        double[] up = gradientAt(above, row);
        double[] down = gradientAt(below, row);
        for (int i = 0; i < n; i++) {
          out[row * n + i] = (up[i] - down[i]) / (2 * step) * norm;
        }
      }
      return out;
    }
  }
}
