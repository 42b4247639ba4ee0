package io.thalweg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Derivatives by central differences, and how near to them a derivative must be. */
public final class Differences {

  // The cube root of the rounding unit balances rounding against truncation; both are then some
  // 1e-11 of the values and their third derivatives.
  private static final double STEP = 6e-6;
  // Leaves room for third derivatives and values up to some hundred times the scale.
  private static final double TOLERANCE = 1e-8;

  private Differences() {}

  /** The derivative of a vector in one coordinate of its argument. */
  public static double[] derivative(UnaryOperator<double[]> g, double[] at, int coordinate) {
    double step = STEP * Math.max(1, Math.abs(at[coordinate]));
    double[] above = at.clone();
    double[] below = at.clone();
    above[coordinate] += step;
    below[coordinate] -= step;
    double[] up = g.apply(above);
    double[] down = g.apply(below);
    double[] slope = new double[up.length];
    Arrays.setAll(slope, i -> (up[i] - down[i]) / (above[coordinate] - below[coordinate]));
    return slope;
  }

  /** The gradient of a number. */
  public static double[] gradient(ToDoubleFunction<double[]> g, double[] at) {
    double[] gradient = new double[at.length];
    Arrays.setAll(gradient, i -> derivative(x -> new double[] {g.applyAsDouble(x)}, at, i)[0]);
    return gradient;
  }

  /**
   * Compares with central differences.
   *
   * @param scale the size of the values that were differenced
   */
  public static void assertClose(double[] differences, double[] exact, double scale) {
    assertEquals(differences.length, exact.length);
    double largest = Arrays.stream(exact).map(Math::abs).max().orElse(0);
    double tolerance = TOLERANCE * (1 + Math.abs(scale) + largest);
    for (int i = 0; i < exact.length; i++) {
      int place = i;
      assertEquals(differences[i], exact[i], tolerance, () -> "coordinate " + place);
    }
  }
}
