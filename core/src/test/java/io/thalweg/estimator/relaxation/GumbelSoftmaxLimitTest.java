package io.thalweg.estimator.relaxation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.DifferentiableObjective;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.Interval;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Categorical;
import io.thalweg.problem.Toys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The bias of Gumbel-Softmax goes to 0 with the temperature, and its variance grows. */
class GumbelSoftmaxLimitTest {

  private static final double[] TEMPERATURES = {1, 0.5, 0.1};
  // More where the variance is larger, so that the intervals of the bias stay apart.
  private static final int[] DRAWS = {250_000, 250_000, 1_000_000};

  // Of a side of the triangle of relaxed points.
  private static final double CELLS = 16;

  private final Categorical law = Categorical.ofLogits(0, 0, 0, 0);
  private final DifferentiableObjective f = Toys.cosine();

  private VarianceReport report(int i) {
    return VarianceReport.of(
        new GumbelSoftmax(TEMPERATURES[i]), law, f, DRAWS[i], new SplittableRandom(81));
  }

  /** The length of the bias, from the error of every coordinate by the triangle inequality. */
  private Interval bias(VarianceReport report) {
    double[] exact = ExactGradient.of(law, f);
    double bias = 0;
    double error = 0;
    for (int i = 0; i < exact.length; i++) {
      bias = Math.hypot(bias, report.mean()[i] - exact[i]);
      error = Math.hypot(error, Alarms.CRITICAL_Z * report.standardErrors()[i]);
    }
    return new Interval(bias - error, bias + error);
  }

  @Test
  void biasShrinksAndVarianceGrowsAsTheTemperatureFalls() {
    VarianceReport warm = report(0);
    for (int i = 1; i < TEMPERATURES.length; i++) {
      VarianceReport cold = report(i);
      Interval before = bias(warm);
      Interval after = bias(cold);
      assertTrue(after.high() < before.low(), "bias " + before + ", then " + after);
      assertTrue(
          cold.varianceInterval().low() > warm.varianceInterval().high(),
          "variance " + warm.varianceInterval() + ", then " + cold.varianceInterval());
      warm = cold;
    }
  }

  /** The logarithm of the density of relaxed points, up to a constant. */
  private static double logDensity(double[] pi, double[] y, double temperature) {
    double sum = 0;
    double log = 0;
    for (int k = 0; k < pi.length; k++) {
      sum += pi[k] * Math.pow(y[k], -temperature);
      log -= (temperature + 1) * Math.log(y[k]);
    }
    return log - pi.length * Math.log(sum);
  }

  /** The most that the log density half way between two points is above its mean at both. */
  private static double bend(double[] pi, double temperature) {
    List<double[]> grid = new ArrayList<>();
    for (int i = 1; i < CELLS - 1; i++) {
      for (int j = 1; j < CELLS - i; j++) {
        grid.add(new double[] {i / CELLS, j / CELLS, (CELLS - i - j) / CELLS});
      }
    }
    double bend = Double.NEGATIVE_INFINITY;
    for (double[] one : grid) {
      for (double[] other : grid) {
        double[] middle = new double[3];
        Arrays.setAll(middle, k -> (one[k] + other[k]) / 2);
        double ends = logDensity(pi, one, temperature) + logDensity(pi, other, temperature);
        bend = Math.max(bend, logDensity(pi, middle, temperature) - ends / 2);
      }
    }
    return bend;
  }

  /** A function that is convex everywhere has no mode but at an end. */
  @Test
  void densityIsLogConvexUpToTheTemperatureOfTheRuleAndNotBeyond() {
    double rule = GumbelSoftmax.logConvexTemperature(3);
    assertEquals(0.5, rule);
    double beyond = 0;
    for (double[] pi : new double[][] {{1, 1, 1}, {1, 2, 3}, {5, 1, 1}, {1, 9, 90}}) {
      // Rounding of a logarithm of some tens.
      assertTrue(bend(pi, rule) < 1e-12);
      assertTrue(bend(pi, rule / 2) < 1e-12);
      beyond = Math.max(beyond, bend(pi, 1.3 * rule));
    }
    assertTrue(beyond > 0.01, "bend " + beyond);
  }

  /** The rule suffices for no mode inside, and is not needed. */
  @Test
  void middleOfEqualLogitsIsAModeAboveOneOnly() {
    double[] pi = {1, 1, 1};
    double[] middle = {1 / 3.0, 1 / 3.0, 1 / 3.0};
    double[] near = {1 / 3.0 + 0.01, 1 / 3.0 - 0.005, 1 / 3.0 - 0.005};
    assertTrue(logDensity(pi, middle, 0.9) < logDensity(pi, near, 0.9));
    assertTrue(logDensity(pi, middle, 1.1) > logDensity(pi, near, 1.1));
  }

  @Test
  void ruleNeedsTwoCategories() {
    assertEquals(1, GumbelSoftmax.logConvexTemperature(2));
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> GumbelSoftmax.logConvexTemperature(1));
    assertEquals("the number of categories is 1; it must be at least 2", thrown.getMessage());
  }
}
