package io.thalweg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The Sinkhorn operator and its derivatives. */
class SinkhornTest {

  private static final int ITEMS = 4;
  private static final int NUMBERS = 2 * ITEMS * ITEMS;
  private static final double TEMPERATURE = 0.7;

  private final SplittableRandom random = new SplittableRandom(7);
  private final Squash squash = Squash.sinkhorn(ITEMS, 3);
  private final double[] x = numbers();

  private double[] numbers() {
    return random.doubles(NUMBERS, -2, 2).toArray();
  }

  private static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = a.clone();
    Arrays.setAll(sum, i -> a[i] + factor * b[i]);
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Halves and thirds: e^x has the rows (1, 1) and (1, 2). */
  @Test
  void oneIterationDividesRowsAndThenColumns() {
    double[] z = {0, 0, 0, Math.log(2)};
    double[] y = Squash.sinkhorn(2, 1).at(z, 1).points();
    assertArrayEquals(new double[] {3.0 / 5, 3.0 / 7, 2.0 / 5, 4.0 / 7}, y, 1e-15);
  }

  @Test
  void columnsAddUpToOneAndRowsDoAfterManyIterations() {
    double[] y = Squash.sinkhorn(ITEMS, 500).at(x, TEMPERATURE).points();
    for (int line = 0; line < y.length / ITEMS; line++) {
      double row = 0;
      double column = 0;
      for (int k = 0; k < ITEMS; k++) {
        row += y[line * ITEMS + k];
        column += y[(line - line % ITEMS + k) * ITEMS + line % ITEMS];
      }
      // Rows converge geometrically, and columns were divided last.
      assertEquals(1, row, 1e-10);
      assertEquals(1, column, 1e-14);
    }
  }

  @Test
  void pushforwardMatchesCentralDifferences() {
    double[] v = numbers();
    double[] along =
        Differences.derivative(t -> squash.at(plus(x, t[0], v), 1).points(), new double[1], 0);
    Differences.assertClose(along, squash.at(x, 1).pushforward(v), 1);
  }

  @Test
  void pullbackMatchesCentralDifferences() {
    double[] w = numbers();
    double[] slopes = Differences.gradient(z -> dot(w, squash.at(z, 1).points()), x);
    Differences.assertClose(slopes, squash.at(x, 1).pullback(w), 10);
  }

  @Test
  void curvatureMatchesCentralDifferences() {
    double[] u = numbers();
    double[] v = numbers();
    double[] along =
        Differences.derivative(
            t -> squash.at(plus(x, t[0], u), 1).pushforward(v), new double[1], 0);
    Differences.assertClose(along, squash.at(x, 1).curvature(u, v), 10);
  }

  @Test
  void temperatureDividesTheRelaxedVariables() {
    double[] divided = plus(new double[NUMBERS], 1 / TEMPERATURE, x);
    double[] v = numbers();
    assertArrayEquals(squash.at(divided, 1).points(), squash.at(x, TEMPERATURE).points(), 1e-13);
    assertArrayEquals(
        squash.at(divided, 1).pullback(v), squash.at(x, TEMPERATURE).pullback(v), 1e-12);
  }

  /** The sums of the six orders are 6, 8, 7, 10, 10 and 11; the largest entry, 5, is not in it. */
  @Test
  void pointsTendToTheBestAssignment() {
    double[] z = {1, 5, 4, 1, 4, 2, 3, 5, 1};
    double[] best = {0, 0, 1, 0, 1, 0, 1, 0, 0};
    // Two entries that swap items have a product of exp(-1 / 0.1), for the next sum is less by 1.
    assertArrayEquals(best, Squash.sinkhorn(3, 1_000).at(z, 0.1).points(), 2 * Math.exp(-5));
  }

  @Test
  void itemsAndIterationsAreEnough() {
    var items = assertThrows(IllegalArgumentException.class, () -> Squash.sinkhorn(1, 3));
    assertEquals("the number of items is 1; it must be at least 2", items.getMessage());
    var iterations = assertThrows(IllegalArgumentException.class, () -> Squash.sinkhorn(2, 0));
    assertEquals(
        "the number of Sinkhorn iterations is 0; it must be at least 1", iterations.getMessage());
  }
}
