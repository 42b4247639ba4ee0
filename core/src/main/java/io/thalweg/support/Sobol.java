package io.thalweg.support;

import java.util.random.RandomGenerator;

/**
 * The first points of Sobol's sequence, scrambled at random.
 *
 * <pre>
 *   x_n = sum over the binary digits k of Gray(n) of v_k,   added without carry
 *   scrambled x_n = L x_n + e,   L random lower triangular with ones on its diagonal, e random
 * </pre>
 *
 * <p>Every scrambled point is uniform on the cube, and 2^m of them fall evenly into dyadic boxes.
 * Numbers have 32 scrambled digits and 20 random ones below.
 *
 * <p>Source: Sobol (1967), USSR Computational Mathematics and Mathematical Physics 7; direction
 * numbers: Joe &amp; Kuo (2008), SIAM Journal on Scientific Computing 30, new-joe-kuo-6.21201;
 * scrambling: Matousek (1998), Journal of Complexity 14.
 */
final class Sobol {

  private static final int BITS = 32;

  // From dimension 2 on: a, the inner coefficients of the primitive polynomial as binary digits,
  // then m_1, m_2 ...
  private static final int[][] JOE_KUO = {
    {0, 1},
    {1, 1, 3},
    {1, 1, 3, 1},
    {2, 1, 1, 1},
    {1, 1, 1, 3, 3},
    {4, 1, 3, 5, 13},
    {2, 1, 1, 5, 5, 17},
    {4, 1, 1, 5, 5, 5},
    {7, 1, 1, 7, 11, 19},
    {11, 1, 1, 5, 1, 1},
    {13, 1, 1, 1, 3, 11},
    {14, 1, 3, 5, 5, 31},
    {1, 1, 3, 3, 9, 7, 49},
    {13, 1, 1, 1, 15, 21, 21},
    {16, 1, 3, 1, 13, 27, 49},
    {19, 1, 1, 1, 15, 7, 5},
    {22, 1, 3, 1, 15, 13, 25},
    {25, 1, 1, 5, 5, 19, 61},
    {1, 1, 3, 7, 11, 23, 15, 103},
    {4, 1, 3, 7, 13, 13, 15, 69},
    {7, 1, 1, 3, 13, 7, 35, 63},
    {8, 1, 3, 5, 9, 1, 25, 53},
    {14, 1, 3, 1, 13, 9, 35, 107},
    {19, 1, 3, 1, 5, 27, 61, 31},
    {21, 1, 1, 5, 11, 19, 41, 61},
    {28, 1, 3, 5, 3, 3, 13, 69},
    {31, 1, 1, 7, 13, 1, 19, 1},
    {32, 1, 3, 7, 5, 13, 19, 59},
    {37, 1, 1, 3, 9, 25, 29, 41},
    {41, 1, 3, 5, 13, 23, 1, 55},
    {42, 1, 3, 7, 3, 13, 59, 17}
  };

  /** The number of dimensions that have direction numbers. */
  static final int DIMENSIONS = JOE_KUO.length + 1;

  private Sobol() {}

  /**
   * Draws scrambled points; coordinates beyond {@link #DIMENSIONS} are independent uniform numbers.
   *
   * @return [count x dimensions], each of (0, 1)
   */
  static double[] scrambled(int count, int dimensions, RandomGenerator random) {
    double[] u = Uniforms.open(random, Require.numbers(count, dimensions));
    for (int d = 0; d < Math.min(dimensions, DIMENSIONS); d++) {
      int[] digits = points(count, scramble(directions(d), random));
      int shift = random.nextInt();
      for (int n = 0; n < count; n++) {
        int at = n * dimensions + d;
        // u is the random digits below, in the middle of their cells.
        u[at] = (Integer.toUnsignedLong(digits[n] ^ shift) + tail(u[at])) * 0x1p-32;
      }
    }
    return u;
  }

  /** The middle of one of 2^20 cells. */
  private static double tail(double u) {
    return (Math.floor(u * 0x1p20) + 0.5) * 0x1p-20;
  }

  /** The direction numbers of a dimension, as fractions of 2^32. */
  static int[] directions(int dimension) {
    int[] v = new int[BITS];
    int[] row = dimension == 0 ? new int[] {0} : JOE_KUO[dimension - 1];
    int degree = row.length - 1;
    for (int k = 0; k < BITS; k++) {
      if (degree == 0) {
        v[k] = 1 << (BITS - 1 - k);
      } else if (k < degree) {
        v[k] = row[k + 1] << (BITS - 1 - k);
      } else {
        v[k] = v[k - degree] ^ (v[k - degree] >>> degree);
        for (int j = 1; j < degree; j++) {
          v[k] ^= (row[0] >>> (degree - 1 - j) & 1) * v[k - j];
        }
      }
    }
    return v;
  }

  /** The points of one dimension, as fractions of 2^32, in the order of the Gray code. */
  static int[] points(int count, int[] directions) {
    int[] x = new int[count];
    for (int n = 1; n < count; n++) {
      x[n] = x[n - 1] ^ directions[Integer.numberOfTrailingZeros(n)];
    }
    return x;
  }

  /**
   * Computes L v for all direction numbers v: digit i of the product depends on the digits above
   * it.
   */
  private static int[] scramble(int[] directions, RandomGenerator random) {
    int[] scrambled = new int[BITS];
    for (int i = 0; i < BITS; i++) {
      int own = Integer.MIN_VALUE >>> i;
      int above = i == 0 ? 0 : -1 << (BITS - i);
      int row = own | (random.nextInt() & above);
      for (int k = 0; k < BITS; k++) {
        scrambled[k] |= (Integer.bitCount(row & directions[k]) & 1) * own;
      }
    }
    return scrambled;
  }
}
