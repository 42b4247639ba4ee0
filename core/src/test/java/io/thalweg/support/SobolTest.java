package io.thalweg.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Means;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SobolTest {

  // Of the polynomials x (for the first dimension), x + 1, x^2 + x + 1 and so on.
  private static final int[] DEGREES = {1, 1, 2, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5, 6};

  private static double[] plain(int count, int dimension) {
    return Arrays.stream(Sobol.points(count, Sobol.directions(dimension)))
        .mapToDouble(x -> Integer.toUnsignedLong(x) * 0x1p-32)
        .toArray();
  }

  /** The first points are those in the list of Joe and Kuo. */
  @Test
  void firstPointsAreThePublishedOnes() {
    assertArrayEquals(
        new double[] {0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125, 0.1875, 0.6875},
        plain(10, 0));
    assertArrayEquals(
        new double[] {0, 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625, 0.3125, 0.8125},
        plain(10, 1));
    assertArrayEquals(
        new double[] {0, 0.5, 0.25, 0.75, 0.625, 0.125, 0.875, 0.375, 0.9375, 0.4375},
        plain(10, 2));
  }

  private static double[] coordinate(double[] points, int dimension) {
    return IntStream.range(0, points.length / Sobol.DIMENSIONS)
        .mapToDouble(n -> points[n * Sobol.DIMENSIONS + dimension])
        .toArray();
  }

  /** Counts the points in each box of 2^-i x 2^-j. */
  private static int[] counts(double[] x, double[] y, int i, int j) {
    int[] counts = new int[1 << (i + j)];
    for (int n = 0; n < x.length; n++) {
      counts[(int) (x[n] * (1 << i)) << j | (int) (y[n] * (1 << j))]++;
    }
    return counts;
  }

  /**
   * A net in base 2 whose quality is the sum of the degrees less 1 each (Sobol 1967): every box of
   * 2^(t - m) holds 2^t of 2^m points, scrambled or not.
   */
  @ParameterizedTest
  @ValueSource(ints = {6, 8})
  void pairsOfDimensionsAreNets(int m) {
    double[] scrambled = Sobol.scrambled(1 << m, Sobol.DIMENSIONS, new SplittableRandom(m));
    for (int a = 0; a < DEGREES.length; a++) {
      for (int b = 0; b < a; b++) {
        int t = DEGREES[a] + DEGREES[b] - 2;
        for (int i = 0; i <= m - t; i++) {
          int j = m - t - i;
          assertNet(1 << t, counts(plain(1 << m, a), plain(1 << m, b), i, j));
          assertNet(1 << t, counts(coordinate(scrambled, a), coordinate(scrambled, b), i, j));
        }
      }
    }
  }

  private static void assertNet(int expected, int[] counts) {
    assertTrue(Arrays.stream(counts).allMatch(n -> n == expected), () -> Arrays.toString(counts));
  }

  /** Also beyond the pairs: one of 2^m points in each of 2^m intervals. */
  @Test
  void everyDimensionIsSpreadEvenly() {
    double[] points = Sobol.scrambled(256, Sobol.DIMENSIONS, new SplittableRandom(3));
    for (int d = 0; d < Sobol.DIMENSIONS; d++) {
      double[] x = coordinate(points, d);
      assertNet(1, counts(x, x, 8, 0));
      assertTrue(Arrays.stream(x).allMatch(u -> u > 0 && u < 1));
    }
  }

  /** Each scrambled point by itself: the mean of u and of u^2, of which a uniform has 1/2, 1/3. */
  @Test
  void everyPointIsUniform() {
    SplittableRandom random = new SplittableRandom(4);
    Means[] means = new Means[4];
    Means[] squares = new Means[4];
    Arrays.setAll(means, n -> new Means());
    Arrays.setAll(squares, n -> new Means());
    for (int times = 0; times < 20_000; times++) {
      double[] u = Sobol.scrambled(4, 3, random);
      for (int n = 0; n < 4; n++) {
        means[n].add(u[3 * n + 2]);
        squares[n].add(u[3 * n + 2] * u[3 * n + 2]);
      }
    }
    for (int n = 0; n < 4; n++) {
      means[n].assertMean(0.5, "mean of point " + n);
      squares[n].assertMean(1.0 / 3, "mean square of point " + n);
    }
  }

  @Test
  void furtherDimensionsAreIndependentNumbers() {
    double[] points = Sobol.scrambled(2, Sobol.DIMENSIONS + 2, new SplittableRandom(5));
    assertEquals(2 * (Sobol.DIMENSIONS + 2), points.length);
    assertEquals(points.length, Arrays.stream(points).distinct().count());
    assertTrue(Arrays.stream(points).allMatch(u -> u > 0 && u < 1));
  }
}
