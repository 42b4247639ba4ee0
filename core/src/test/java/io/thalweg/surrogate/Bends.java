package io.thalweg.surrogate;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import java.util.Arrays;

/** f(x) = sin(a . x) + (b . x)^2 / 2, whose second derivatives are known. */
public final class Bends {

  private Bends() {}

  /** Makes a function whose curvature is a central difference of its gradient. */
  public static DifferentiableObjective differenced(double[] a, double[] b) {
    return DifferentiableObjective.of(
        x -> Math.sin(dot(a, x)) + dot(b, x) * dot(b, x) / 2, x -> gradient(a, b, x));
  }

  /** Makes a function with its exact curvature. */
  public static DifferentiableObjective exact(double[] a, double[] b) {
    return scaled(1, a, b);
  }

  /** Makes a function with its exact curvature, times a factor. */
  public static DifferentiableObjective scaled(double factor, double[] a, double[] b) {
    DifferentiableObjective f = differenced(a, b);
    return DifferentiableObjective.ofBatch(events -> scaled(factor, a, b, f, events));
  }

  private static Linearization scaled(
      double factor, double[] a, double[] b, DifferentiableObjective f, Events events) {
    Linearization at = f.evaluate(events);
    return new Linearization() {
      @Override
      public void pullback(double[] weights) {}

      @Override
      public double[] values() {
        return Descent.times(factor, at.values());
      }

      @Override
      public double[] gradients() {
        return Descent.times(factor, at.gradients());
      }

      @Override
      public double[] curvatures(double[] directions) {
        return Descent.times(factor, curvature(a, b, events, directions));
      }
    };
  }

  private static double[] gradient(double[] a, double[] b, double[] x) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      gradient[i] = Math.cos(dot(a, x)) * a[i] + dot(b, x) * b[i];
    }
    return gradient;
  }

  private static double[] curvature(double[] a, double[] b, Events events, double[] directions) {
    int n = a.length;
    double[] out = new double[directions.length];
    for (int row = 0; row < events.count(); row++) {
      double[] v = Arrays.copyOfRange(directions, row * n, (row + 1) * n);
      double bend = -Math.sin(dot(a, events.point(row))) * dot(a, v);
      for (int i = 0; i < n; i++) {
        out[row * n + i] = bend * a[i] + dot(b, v) * b[i];
      }
    }
    return out;
  }

  private static double dot(double[] a, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += a[i] * x[i];
    }
    return sum;
  }
}
