package io.thalweg.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;

/** f(x) = |x - t|^2, the squared distance of a point to a target, with exact curvatures 2 v. */
final class Distance {

  private Distance() {}

  static DifferentiableObjective to(double[] target) {
    return DifferentiableObjective.ofBatch(events -> evaluate(target, events));
  }

  private static Linearization evaluate(double[] target, Events events) {
    if (events.pointSize() != target.length) {
      throw new IllegalArgumentException(
          "this objective takes points of %d numbers, not %s".formatted(target.length, events));
    }
    double[] values = new double[events.count()];
    double[] gradients = new double[events.points().length];
    for (int i = 0; i < gradients.length; i++) {
      double apart = events.points()[i] - target[i % target.length];
      values[i / target.length] += apart * apart;
      gradients[i] = 2 * apart;
    }
    return new Answer(values, gradients);
  }

  private record Answer(double[] values, double[] gradients) implements Linearization {

    @Override
    public double[] curvatures(double[] directions) {
      double[] curvatures = directions.clone();
      for (int i = 0; i < curvatures.length; i++) {
        curvatures[i] *= 2;
      }
      return curvatures;
    }

    @Override
    public void pullback(double[] weights) {}
  }
}
