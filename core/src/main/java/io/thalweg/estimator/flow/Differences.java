package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.VelocityField;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Divergences by central differences along every coordinate. */
record Differences() implements Divergence {

  static final String ERROR = "the divergence is a central difference of step 6e-6";

  @Override
  public Sum at(Events x, RandomGenerator random) {
    return (field, weights, gradient) -> add(field, x, weights, gradient);
  }

  private static void add(VelocityField field, Events x, double[] weights, double[] gradient) {
    int size = x.pointSize();
    for (int i = 0; i < size; i++) {
      double[] direction = new double[x.count() * size];
      for (int row = 0; row < x.count(); row++) {
        direction[row * size + i] = 1;
      }
      addAlong(direction, field, x, weights, gradient);
    }
  }

  /** Adds weights e . (u(x + h e) - u(x - h e)) / 2h for a direction e of each row. */
  static void addAlong(
      double[] direction, VelocityField field, Events x, double[] weights, double[] gradient) {
    double[] above = x.points().clone();
    double[] below = x.points().clone();
    double[] up = new double[above.length];
    double[] down = new double[above.length];
    for (int i = 0; i < above.length; i++) {
      double step = step(above[i]);
      above[i] += step * direction[i];
      below[i] -= step * direction[i];
      up[i] = weights[i / x.pointSize()] * direction[i] / (2 * step);
      down[i] = -up[i];
    }
    field.pullback(Events.ofPoints(above, x), up, 0, gradient);
    field.pullback(Events.ofPoints(below, x), down, 0, gradient);
  }

  /**
   * The step of the differences, relative to the cube root of the rounding unit, where the errors
   * of truncation and of rounding are of one size.
   */
  private static double step(double x) {
    return 6e-6 * Math.max(1, Math.abs(x));
  }

  @Override
  public Optional<String> error() {
    return Optional.of(ERROR);
  }
}
