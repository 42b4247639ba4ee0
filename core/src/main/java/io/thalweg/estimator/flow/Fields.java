package io.thalweg.estimator.flow;

import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.VelocityField;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Velocity fields that are made of functions or of other fields. */
public final class Fields {

  private Fields() {}

  /** The field u = 0, in which nothing moves. */
  public static VelocityField still() {
    return new VelocityField() {
      @Override
      public void pullback(Events x, double[] cotangents, int offset, double[] gradient) {}

      @Override
      public void pushforward(Events x, double[] tangents, double[] out, int offset) {
        Arrays.fill(out, offset, offset + x.points().length, 0);
      }

      @Override
      public void addDivergence(Events x, double[] weights, double[] gradient) {}
    };
  }

  /**
   * Makes the field psi(x) u(x), with the divergence psi div u + u . grad psi.
   *
   * @param factor psi
   */
  public static VelocityField scaled(DifferentiableObjective factor, VelocityField field) {
    return new Scaled(factor, field);
  }

  /**
   * Makes a field of the velocities at one point, equal for all contexts. It has no divergence; use
   * {@link Divergence#differences} or {@link Divergence#hutchinson}.
   *
   * @param dimension the number of parameters of a context
   * @param size the number of coordinates of a point
   * @param velocities computes the velocities at x, [dimension x size]
   */
  public static VelocityField of(int dimension, int size, UnaryOperator<double[]> velocities) {
    return new Handmade(
        dimension,
        size,
        velocities,
        x -> {
          throw new UnsupportedOperationException(
              "this field does not state its divergence; give the flow"
                  + " Divergence.differences() or Divergence.hutchinson(n)");
        });
  }

  /**
   * Makes a field of the velocities and divergences at one point, equal for all contexts.
   *
   * @param dimension the number of parameters of a context
   * @param size the number of coordinates of a point
   * @param velocities computes the velocities at x, [dimension x size]
   * @param divergences computes the divergences at x, [dimension]
   */
  public static VelocityField of(
      int dimension,
      int size,
      UnaryOperator<double[]> velocities,
      UnaryOperator<double[]> divergences) {
    return new Handmade(dimension, size, velocities, divergences);
  }

  private record Scaled(DifferentiableObjective factor, VelocityField field)
      implements VelocityField {

    @Override
    public void pullback(Events x, double[] cotangents, int offset, double[] gradient) {
      double[] psi = Checked.evaluate(factor, x).values();
      double[] scaled = new double[x.points().length];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = psi[i / x.pointSize()] * cotangents[offset + i];
      }
      field.pullback(x, scaled, 0, gradient);
    }

    @Override
    public void pushforward(Events x, double[] tangents, double[] out, int offset) {
      field.pushforward(x, tangents, out, offset);
      double[] psi = Checked.evaluate(factor, x).values();
      for (int i = 0; i < x.points().length; i++) {
        out[offset + i] *= psi[i / x.pointSize()];
      }
    }

    @Override
    public void addDivergence(Events x, double[] weights, double[] gradient) {
      Linearization psi = Checked.linearize(factor, x);
      double[] scaled = weights.clone();
      for (int row = 0; row < scaled.length; row++) {
        scaled[row] *= psi.values()[row];
      }
      field.addDivergence(x, scaled, gradient);
      double[] slopes = Checked.gradients(psi, x).clone();
      for (int i = 0; i < slopes.length; i++) {
        slopes[i] *= weights[i / x.pointSize()];
      }
      field.pullback(x, slopes, 0, gradient);
    }
  }

  private record Handmade(
      int dimension,
      int size,
      UnaryOperator<double[]> velocities,
      UnaryOperator<double[]> divergences)
      implements VelocityField {

    @Override
    public void pullback(Events x, double[] cotangents, int offset, double[] gradient) {
      requireShape(x, gradient);
      for (int row = 0; row < x.count(); row++) {
        double[] u = velocities(x, row);
        for (int at = 0; at < u.length; at++) {
          gradient[x.context(row) * dimension + at / size] +=
              u[at] * cotangents[offset + row * size + at % size];
        }
      }
    }

    @Override
    public void pushforward(Events x, double[] tangents, double[] out, int offset) {
      requireShape(x, tangents);
      Arrays.fill(out, offset, offset + x.count() * size, 0);
      for (int row = 0; row < x.count(); row++) {
        double[] u = velocities(x, row);
        for (int at = 0; at < u.length; at++) {
          out[offset + row * size + at % size] +=
              u[at] * tangents[x.context(row) * dimension + at / size];
        }
      }
    }

    @Override
    public void addDivergence(Events x, double[] weights, double[] gradient) {
      requireShape(x, gradient);
      for (int row = 0; row < x.count(); row++) {
        double[] divergence =
            finite("divergences", divergences.apply(x.point(row)), dimension, x, row);
        for (int i = 0; i < dimension; i++) {
          gradient[x.context(row) * dimension + i] += weights[row] * divergence[i];
        }
      }
    }

    private double[] velocities(Events x, int row) {
      return finite("velocities", velocities.apply(x.point(row)), dimension * size, x, row);
    }

    private static double[] finite(String what, double[] numbers, int expected, Events x, int row) {
      Require.length("the array of " + what + " of the field", numbers, expected);
      for (double number : numbers) {
        if (!Double.isFinite(number)) {
          throw new IllegalArgumentException(
              "one of the %s of the field is %s at %s; they must be finite"
                  .formatted(what, number, x.name(row)));
        }
      }
      return numbers;
    }

    private void requireShape(Events x, double[] gradient) {
      if (x.pointSize() != size || gradient.length != x.contexts() * dimension) {
        throw new IllegalArgumentException(
            "a field of %d parameters x %d coordinates was given %s and %d parameters"
                .formatted(dimension, size, x, gradient.length));
      }
    }
  }
}
