package io.thalweg;

import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gauss;
import io.thalweg.distribution.Gaussian;
import io.thalweg.objective.Jump;
import io.thalweg.objective.Piecewise;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;

/** Objectives with jumps, whose exact gradients are integrals that are split at the surfaces. */
public final class JumpCases {

  private static final int PANELS = 400;
  // Each node of an integral over the plane is an integral itself; 60 panels agree with 400 to
  // 4e-15 in every coordinate.
  private static final int PANELS_OF_THE_PLANE = 60;

  private JumpCases() {}

  /** All cases. */
  public static List<Case> all() {
    return List.of(stepUnderGaussian(), stepUnderGamma(), curve(), lines(), corner());
  }

  /** constant + slopes . x. */
  public static DifferentiableObjective linear(double constant, double... slopes) {
    return DifferentiableObjective.of(
        x -> {
          double sum = constant;
          for (int i = 0; i < slopes.length; i++) {
            sum += slopes[i] * x[i];
          }
          return sum;
        },
        x -> slopes.clone());
  }

  private static double[] integral(
      int panels, DoubleFunction<double[]> terms, int dimension, double... ends) {
    double[] sums = new double[dimension];
    for (int k = 0; k + 1 < ends.length; k++) {
      double[] nodes = Gauss.nodes(panels, ends[k], ends[k + 1]);
      double[][] values = new double[dimension][nodes.length];
      for (int n = 0; n < nodes.length; n++) {
        double[] term = terms.apply(nodes[n]);
        for (int i = 0; i < dimension; i++) {
          values[i][n] = term[i];
        }
      }
      for (int i = 0; i < dimension; i++) {
        sums[i] += Gauss.integral(values[i], ends[k], ends[k + 1]);
      }
    }
    return sums;
  }

  /** p, p score of the mean and p score of log sd. */
  private static double[] normal(double x, double mean, double sd) {
    double e = (x - mean) / sd;
    double p = Math.exp(-e * e / 2) / (sd * Math.sqrt(2 * Math.PI));
    return new double[] {p, p * e / sd, p * (e * e - 1)};
  }

  private static double[] scaled(double factor, double... numbers) {
    return Arrays.stream(numbers).map(number -> factor * number).toArray();
  }

  /** f = x / 2 + 1[x > 0.3] (1 + 0.4 x) - 1 under N(0.1, 0.8). */
  static Case stepUnderGaussian() {
    Piecewise f = Piecewise.of(linear(-1, 0.5), Jump.at(0, 0.3, linear(1, 0.4)));
    double[] exact =
        integral(
            PANELS,
            x -> {
              double[] p = normal(x, 0.1, 0.8);
              return scaled(x / 2 - 1 + (x > 0.3 ? 1 + 0.4 * x : 0), p[1], p[2]);
            },
            2,
            -10,
            0.3,
            10);
    return Case.of("step under gaussian", Gaussian.of(0.1, 0.8), f, exact);
  }

  /** f = 1[x > 1.2] (x - 2) - x / 5 and a jump where no draw can be, under Gamma(2.3, 1.6). */
  private static Case stepUnderGamma() {
    double a = 2.3;
    double rate = 1.6;
    Piecewise f =
        Piecewise.of(
            linear(0, -0.2),
            Jump.at(0, 1.2, linear(-2, 1)),
            new Jump(0, linear(-3, 0), linear(0.3, 0.1)));
    double[] exact =
        integral(
            PANELS,
            x -> {
              double p =
                  Math.exp(a * Math.log(rate * x) - Math.log(x) - rate * x - LogGamma.value(a));
              double value = 0.3 - 0.1 * x + (x > 1.2 ? x - 2 : 0);
              return scaled(p * value, a * (Math.log(rate * x) - Digamma.value(a)), a - rate * x);
            },
            2,
            0,
            1e-3,
            1.2,
            40);
    return Case.of("step under gamma", Gamma.of(a, rate), f, exact);
  }

  private static final double[] MEANS = {0.2, -0.1};
  private static final double[] DEVIATIONS = {0.7, 1.1};

  /** The law of all cases in the plane. */
  public static Gaussian plane() {
    return Gaussian.ofParameters(
        MEANS, new double[] {Math.log(DEVIATIONS[0]), Math.log(DEVIATIONS[1])});
  }

  /** The gradient of E f for f that jumps at x_0 = 0 at most, and at x_1 = h(x_0). */
  private static double[] exact(ToDoubleFunction<double[]> f, DoubleUnaryOperator h) {
    return integral(
        PANELS_OF_THE_PLANE,
        x0 -> {
          double[] p0 = normal(x0, MEANS[0], DEVIATIONS[0]);
          double[] inner =
              integral(
                  PANELS_OF_THE_PLANE,
                  x1 ->
                      scaled(
                          f.applyAsDouble(new double[] {x0, x1}),
                          normal(x1, MEANS[1], DEVIATIONS[1])),
                  3,
                  -10,
                  h.applyAsDouble(x0),
                  10);
          return new double[] {
            p0[1] * inner[0], p0[0] * inner[1], p0[2] * inner[0], p0[0] * inner[2]
          };
        },
        4,
        -6,
        0,
        6);
  }

  /** f = x_0 + 1[x_1 > 0.4 x_0^2 - 0.5] (1 + x_0 / 2) - 0.8. */
  private static Case curve() {
    DifferentiableObjective height =
        DifferentiableObjective.of(x -> 0.4 * x[0] * x[0] - 0.5, x -> new double[] {0.8 * x[0], 0});
    Piecewise f = Piecewise.of(linear(-0.8, 1, 0), new Jump(1, height, linear(1, 0.5, 0)));
    double[] exact =
        exact(
            x -> x[0] - 0.8 + (x[1] > 0.4 * x[0] * x[0] - 0.5 ? 1 + 0.5 * x[0] : 0),
            x0 -> 0.4 * x0 * x0 - 0.5);
    return Case.of("curve under gaussian x 2", plane(), f, exact);
  }

  /** f = 1[x_1 > 0.3 - x_0 / 2] (2 + x_1) + 1[x_0 > 0] - 2: an oblique and an upright line. */
  public static Case lines() {
    Piecewise f =
        Piecewise.of(
            linear(-2, 0, 0),
            new Jump(1, linear(0.3, -0.5, 0), linear(2, 0, 1)),
            Jump.at(0, 0, linear(1, 0, 0)));
    double[] exact =
        exact(
            x -> (x[1] > 0.3 - 0.5 * x[0] ? 2 + x[1] : 0) + (x[0] > 0 ? 1 : 0) - 2,
            x0 -> 0.3 - 0.5 * x0);
    return Case.of("lines under gaussian x 2", plane(), f, exact);
  }

  /** f = 1[x_0 > 0] (1 + 1[x_1 > x_0] (x_0 - 2)): an if within an if. */
  private static Case corner() {
    Piecewise within =
        Piecewise.of(linear(1, 0, 0), new Jump(1, linear(0, 1, 0), linear(-2, 1, 0)));
    Piecewise f = Piecewise.of(linear(0, 0, 0), new Jump(0, linear(0, 0, 0), within));
    double[] exact = exact(x -> x[0] > 0 ? 1 + (x[1] > x[0] ? x[0] - 2 : 0) : 0, x0 -> x0);
    return Case.of("corner under gaussian x 2", plane(), f, exact);
  }
}
