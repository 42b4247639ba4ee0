package io.thalweg.workbench.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.distribution.Gaussian;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SlicesTest {

  private static final double MEAN = 1.5;
  private static final double DEVIATION = 0.7;
  private static final int DRAWS = 200_000;
  // Of 40 bins less one, exceeded once in 100,000 times.
  private static final double CRITICAL = 84.1;

  private static final Slices SLICES =
      Slices.of(MEAN, DEVIATION, 9, DRAWS, new SplittableRandom(3));

  /** The distribution function of an edge. */
  private static double below(double x) {
    double e = (x - MEAN) / DEVIATION;
    double tail = 0.5 * Math.exp(-0.5 * e * e);
    return e < 0 ? tail : 1 - tail;
  }

  @Test
  void drawnEdgesHaveTheLawOfEdgesAndNotThatOfTheDensity() {
    assertEquals(40, SLICES.histogram().length);
    assertTrue(chiSquare(SlicesTest::below) < CRITICAL);
    Gaussian normal = Gaussian.of(MEAN, DEVIATION);
    double own = chiSquare(x -> normal.cumulative(Events.of(new double[] {x}, 1, 1))[0]);
    assertTrue(own > 100 * CRITICAL);
  }

  private static double chiSquare(DoubleUnaryOperator cumulative) {
    double sum = 0;
    for (int i = 0; i < SLICES.histogram().length; i++) {
      double left = SLICES.bins()[i];
      double right = SLICES.bins()[i + 1];
      double expected = DRAWS * (cumulative.applyAsDouble(right) - cumulative.applyAsDouble(left));
      double seen = DRAWS * SLICES.histogram()[i] * (right - left);
      sum += (seen - expected) * (seen - expected) / expected;
    }
    return sum;
  }

  @Test
  void curveIsTheSlopeOfThatDistributionFunction() {
    for (int i = 0; i < SLICES.x().length; i++) {
      double x = SLICES.x()[i];
      double slope = (below(x + 1e-6) - below(x - 1e-6)) / 2e-6;
      assertEquals(slope, SLICES.edges()[i], 1e-6, "x = " + x);
    }
  }

  @Test
  void slicesEndOnTheDensity() {
    OneVariable normal = new OneVariable(Gaussian.of(MEAN, DEVIATION));
    for (int i = 0; i < 9; i++) {
      assertEquals(normal.density(SLICES.left()[i]), SLICES.heights()[i], 1e-12);
      assertEquals(normal.density(SLICES.right()[i]), SLICES.heights()[i], 1e-12);
      assertEquals(MEAN, (SLICES.left()[i] + SLICES.right()[i]) / 2, 1e-12);
    }
  }
}
