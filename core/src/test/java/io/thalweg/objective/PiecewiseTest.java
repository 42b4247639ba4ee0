package io.thalweg.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import org.junit.jupiter.api.Test;

class PiecewiseTest {

  /** sin(a x_0 + b x_1). */
  private static DifferentiableObjective wave(double a, double b) {
    return DifferentiableObjective.of(
        x -> Math.sin(a * x[0] + b * x[1]),
        x -> {
          double cos = Math.cos(a * x[0] + b * x[1]);
          return new double[] {a * cos, b * cos};
        });
  }

  /** x_0 > x_1 + 0.2, and within it x_1 > 0.1. */
  private static final Piecewise NESTED =
      Piecewise.of(
          wave(1, 2),
          Jump.at(1, -1.5, wave(0.3, 0.1)),
          new Jump(
              0,
              DifferentiableObjective.of(x -> x[1] + 0.2, x -> new double[] {0, 1}),
              Piecewise.of(wave(0.5, -1), Jump.at(1, 0.1, wave(2, 0.7)))));

  private static double program(double[] x) {
    double f = Math.sin(x[0] + 2 * x[1]);
    if (x[1] > -1.5) {
      f += Math.sin(0.3 * x[0] + 0.1 * x[1]);
    }
    if (x[0] > x[1] + 0.2) {
      f += Math.sin(0.5 * x[0] - x[1]);
      if (x[1] > 0.1) {
        f += Math.sin(2 * x[0] + 0.7 * x[1]);
      }
    }
    return f;
  }

  private static final double[][] POINTS = {{2, 1}, {0.7, -0.8}, {-1, 0.6}, {-1, -0.5}, {1, -2}};

  private static Events events() {
    double[] all = new double[2 * POINTS.length];
    for (int row = 0; row < POINTS.length; row++) {
      System.arraycopy(POINTS[row], 0, all, 2 * row, 2);
    }
    return Events.of(all, 1, 2);
  }

  @Test
  void piecesAreTheBranchesOfAProgram() {
    Linearization f = NESTED.evaluate(events());
    for (int row = 0; row < POINTS.length; row++) {
      assertEquals(program(POINTS[row]), f.values()[row], 1e-15);
      double[] slopes = {f.gradients()[2 * row], f.gradients()[2 * row + 1]};
      double[] differences = Differences.gradient(PiecewiseTest::program, POINTS[row]);
      Differences.assertClose(differences, slopes, 4);
    }
  }

  @Test
  void curvaturesAreTheDifferencesOfTheGradients() {
    double[] directions = {1, 0, 0.5, -1, 0, 2, 1, 1, -1, 0.3};
    double[] curvatures = NESTED.evaluate(events()).curvatures(directions);
    for (int row = 0; row < POINTS.length; row++) {
      double[] direction = {directions[2 * row], directions[2 * row + 1]};
      double[] at = POINTS[row];
      double[] differences =
          Differences.derivative(
              t ->
                  NESTED
                      .evaluate(
                          Events.of(
                              new double[] {
                                at[0] + t[0] * direction[0], at[1] + t[0] * direction[1]
                              },
                              1,
                              2))
                      .gradients(),
              new double[1],
              0);
      double[] own = {curvatures[2 * row], curvatures[2 * row + 1]};
      Differences.assertClose(differences, own, 10);
    }
  }

  /** f a little above a surface, less f a little below. */
  @Test
  void jumpsAreThoseOfTheProgramAcrossItsSurfaces() {
    int surfaces = NESTED.evaluate(events()).surfaces().size();
    double[][] on = {{2, -1.5}, {0.8, 0.6}, {2, 0.1}, {-2, 0.1}};
    int[] surface = {0, 1, 2, 2};
    for (int k = 0; k < on.length; k++) {
      Piecewise.Surface crossed =
          NESTED.evaluate(Events.of(on[k], 1, 2)).surfaces().get(surface[k]);
      int j = crossed.coordinate();
      double[] above = on[k].clone();
      double[] below = on[k].clone();
      above[j] += 1e-9;
      below[j] -= 1e-9;
      assertEquals(on[k][j], crossed.height().values()[0], 1e-15);
      double jump = crossed.jumps(on[k])[0];
      // Between the two points f changes by its slope, of size 5, besides.
      assertEquals(program(above) - program(below), jump, 2e-8);
    }
    assertEquals(3, surfaces);
  }

  /** An objective with a weight of its own, which notes what it was told of it. */
  private record Weighing(DifferentiableObjective f, double[] told)
      implements DifferentiableObjective {

    @Override
    public double value(double[] point) {
      return evaluate(Events.of(point, 1, point.length)).values()[0];
    }

    @Override
    public Linearization evaluate(Events events) {
      Linearization inner = f.evaluate(events);
      return new Linearization() {
        @Override
        public double[] values() {
          return inner.values();
        }

        @Override
        public double[] gradients() {
          return inner.gradients();
        }

        @Override
        public double[] curvatures(double[] directions) {
          return inner.curvatures(directions);
        }

        @Override
        public void pullback(double[] weights) {
          System.arraycopy(weights, 0, told, 0, told.length);
        }
      };
    }
  }

  @Test
  void ownParametersLearnOnlyFromTheRowsOfTheirBranch() {
    Weighing base = new Weighing(wave(1, 1), new double[5]);
    Weighing amount = new Weighing(wave(2, 1), new double[5]);
    double[] weights = {1, 2, 3, 4, 5};
    Piecewise.of(base, Jump.at(0, 0, amount)).evaluate(events()).pullback(weights);
    assertArrayEquals(weights, base.told());
    assertArrayEquals(new double[] {1, 2, 0, 0, 5}, amount.told());
  }

  @Test
  void negativeCoordinateIsRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Jump.at(-1, 0, wave(1, 1))).getMessage();
    assertEquals("the coordinate of a jump is -1; it must be at least 0", message);
  }
}
