package io.thalweg.workbench.flow;

import io.thalweg.Reparameterized;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The flow under the graph of a density of one variable, as lines with equal flux between
 * neighbours.
 *
 * <pre>
 *   velocity at (x, h):   (u(x), -h du/dx),   which is free of divergence
 *   flux between two lines = difference of their h u(x), which stays the same along a line
 *   flux through the graph over dx = dp/dtheta dx
 * </pre>
 *
 * <p>Each line starts where mass enters through the graph and ends where it leaves.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, section 4 and figure 3.
 *
 * @param x the places at which the curves are drawn
 * @param density the density at each x
 * @param change the derivative of the density in the parameter, dp/dtheta at each x
 * @param flux the flux between two neighbouring lines
 * @param lines the lines in the plane of x and h
 */
public record FlowLines(
    double[] x, double[] density, double[] change, double flux, List<Line> lines) {

  private static final int POINTS = 401;
  private static final double STEP = 0.04;
  private static final int MOST_STEPS = 5_000;
  private static final int BISECTIONS = 60;

  /**
   * A line that follows the flow.
   *
   * @param x the x of its points
   * @param h the h of its points
   */
  public record Line(double[] x, double[] h) {}

  /**
   * Computes the flow as one parameter of a law changes.
   *
   * @param from the beginning of the curves
   * @param to their end
   * @param lines the approximate number of lines
   */
  public static FlowLines of(
      Reparameterized law, int parameter, double from, double to, int lines) {
    Flow flow = new Flow(new OneVariable(law), parameter);
    double[] x = OneVariable.grid(from, to, POINTS);
    double[] density = Arrays.stream(x).map(flow.variable::density).toArray();
    double[] change = Arrays.stream(x).map(at -> flow.variable.change(parameter, at)).toArray();
    double[] stream = Arrays.stream(x).map(flow::stream).toArray();
    double least = Math.min(0, Arrays.stream(stream).min().getAsDouble());
    double greatest = Math.max(0, Arrays.stream(stream).max().getAsDouble());
    double flux = (greatest - least) / lines;
    List<Line> drawn = new ArrayList<>();
    // Half a flux off zero, the stream far out.
    for (double k = Math.ceil(least / flux) + 0.5; k * flux < greatest; k++) {
      for (double entry : flow.entries(k * flux, x, stream)) {
        drawn.add(flow.follow(entry));
      }
    }
    return new FlowLines(x, density, change, flux, drawn);
  }

  private record Flow(OneVariable variable, int parameter) {

    /** Computes h u(x) on the graph. */
    double stream(double x) {
      return variable.density(x) * variable.velocity(parameter, x);
    }

    /** Finds the places where the stream on the graph rises through a level: there mass enters. */
    double[] entries(double level, double[] x, double[] stream) {
      List<Double> found = new ArrayList<>();
      for (int i = 1; i < x.length; i++) {
        if (stream[i - 1] < level && stream[i] >= level) {
          found.add(crossing(level, x[i - 1], x[i]));
        }
      }
      return found.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double crossing(double level, double below, double above) {
      double low = below;
      double high = above;
      for (int i = 0; i < BISECTIONS; i++) {
        double middle = (low + high) / 2;
        if (stream(middle) < level) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return (low + high) / 2;
    }

    /** Follows the flow from a point of the graph until it leaves through the graph. */
    Line follow(double entry) {
      List<double[]> points = new ArrayList<>();
      double[] at = {entry, variable.density(entry)};
      points.add(at);
      for (int step = 0; step < MOST_STEPS; step++) {
        double[] next = step(at, STEP);
        if (next[1] >= variable.density(next[0])) {
          points.add(exit(at));
          break;
        }
        points.add(next);
        at = next;
      }
      return new Line(
          points.stream().mapToDouble(point -> point[0]).toArray(),
          points.stream().mapToDouble(point -> point[1]).toArray());
    }

    private double[] exit(double[] inside) {
      double low = 0;
      double high = STEP;
      for (int i = 0; i < BISECTIONS; i++) {
        double middle = (low + high) / 2;
        double[] point = step(inside, middle);
        if (point[1] < variable.density(point[0])) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return step(inside, high);
    }

    /** Makes one Runge-Kutta step. */
    private double[] step(double[] at, double time) {
      double[] a = velocity(at);
      double[] b = velocity(plus(at, time / 2, a));
      double[] c = velocity(plus(at, time / 2, b));
      double[] d = velocity(plus(at, time, c));
      double[] next = at.clone();
      for (int i = 0; i < 2; i++) {
        next[i] += time / 6 * (a[i] + 2 * b[i] + 2 * c[i] + d[i]);
      }
      return next;
    }

    private double[] velocity(double[] at) {
      return new double[] {
        variable.velocity(parameter, at[0]), -at[1] * variable.divergence(parameter, at[0])
      };
    }

    private static double[] plus(double[] at, double time, double[] velocity) {
      return new double[] {at[0] + time * velocity[0], at[1] + time * velocity[1]};
    }
  }
}
