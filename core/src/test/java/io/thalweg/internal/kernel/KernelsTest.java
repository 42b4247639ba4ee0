package io.thalweg.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels of one lane and of many are equal to the last bit, and right. */
class KernelsTest {

  private static final double[] CORNERS = {
    0,
    -0.0,
    50,
    -50,
    1,
    -1,
    20,
    -20,
    20.1,
    36.7,
    707.9,
    -707.9,
    708.1,
    -708.1,
    745,
    -745,
    746,
    -800,
    1e300,
    -1e300,
    4.9e-324,
    -4.9e-324,
    1e-310,
    -1e-310,
    2.2250738585072014e-308,
    1e-17,
    -1e-17
  };

  private final Kernels scalar = new ScalarKernels();
  private final Kernels simd = Kernels.get();
  private final SplittableRandom random = new SplittableRandom(7);

  /**
   * Skips the tests if the incubating module is missing, because there is nothing to compare. The
   * build always has it.
   */
  @BeforeEach
  void vectorsAreSwitchedOn() {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    assertEquals("SimdKernels", simd.getClass().getSimpleName());
  }

  private double[] logits(int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      double scale = Math.pow(10, random.nextInt(7) - 4);
      x[i] = random.nextInt(4) == 0 ? CORNERS[random.nextInt(CORNERS.length)] : gaussian() * scale;
    }
    return x;
  }

  private double gaussian() {
    return random.nextGaussian();
  }

  private double[] uniforms(int length) {
    double[] u = new double[length];
    scalar.uniforms(random.nextLong(), 0x9e3779b97f4a7c15L, u);
    return u;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 1000, 1001})
  void functionsAreEqualToTheLastBit(int length) {
    double[] x = logits(length);
    double[] a = new double[length];
    double[] b = new double[length];
    double[] c = new double[length];
    double[] d = new double[length];
    assertTrue(scalar.sigmoid(x, a, c));
    assertTrue(simd.sigmoid(x, b, d));
    assertArrayEquals(a, b);
    assertArrayEquals(c, d);
    scalar.tanh(x, a);
    simd.tanh(x, b);
    assertArrayEquals(a, b);
    scalar.softplus(x, a, c);
    simd.softplus(x, b, d);
    assertArrayEquals(a, b);
    assertArrayEquals(c, d);
    double[] magnitudes = Arrays.stream(x).map(Math::abs).map(v -> v == 0 ? 1 : v).toArray();
    scalar.log(magnitudes, a);
    simd.log(magnitudes, b);
    assertArrayEquals(a, b);
    double[] negative = Arrays.stream(magnitudes).map(v -> -v).toArray();
    scalar.exp(negative, a);
    simd.exp(negative, b);
    assertArrayEquals(a, b);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 1000, 1001})
  void drawsAreEqualToTheLastBit(int length) {
    long seed = random.nextLong();
    long gamma = random.nextLong() | 1;
    double[] a = new double[length];
    double[] b = new double[length];
    scalar.uniforms(seed, gamma, a);
    simd.uniforms(seed, gamma, b);
    assertArrayEquals(a, b);
    double[] p = uniforms(length);
    for (int draws = 1; draws <= 3 && length > 0; draws++) {
      double[] c = new double[draws * length];
      double[] d = new double[draws * length];
      scalar.exceeds(seed, gamma, p, c);
      simd.exceeds(seed, gamma, p, d);
      assertArrayEquals(c, d);
      double[] u = uniforms(draws * length);
      scalar.exceeds(u, p, c);
      simd.exceeds(u, p, d);
      assertArrayEquals(c, d);
      for (int i = 0; i < c.length; i++) {
        assertEquals(u[i] > p[i % length] ? 1 : 0, c[i]);
      }
    }
    double[] pair = new double[2 * length];
    double[] other = new double[2 * length];
    scalar.antithetic(a, p, pair);
    simd.antithetic(a, p, other);
    assertArrayEquals(pair, other);
    for (int i = 0; i < length; i++) {
      assertEquals(a[i] > 1 - p[i] ? 1 : 0, pair[i]);
      assertEquals(a[i] < p[i] ? 1 : 0, pair[length + i]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 100})
  void scoresAreEqualToTheLastBit(int count) {
    int at = 3;
    double[] p = uniforms(at + count);
    double[] b = new double[2 * p.length];
    scalar.antithetic(uniforms(p.length), p, b);
    double[] a = uniforms(p.length);
    double[] c = a.clone();
    scalar.pairScores(-0.7, b, p, a, at, count);
    simd.pairScores(-0.7, b, p, c, at, count);
    assertArrayEquals(a, c);
    double larger = Math.max(p[at], 1 - p[at]);
    assertEquals(-0.7 * (b[at] - b[p.length + at]) * larger, a[at], 1e-15);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 16, 17, 33})
  void sumsOfScoresAreEqualToTheLastBit(int size) {
    int contexts = 3;
    double[] p = uniforms(contexts * size);
    double[] complement = Arrays.stream(p).map(v -> 1 - v).toArray();
    for (int draws = 1; draws <= 4; draws++) {
      double[] b = new double[draws * p.length];
      scalar.exceeds(random.nextLong(), 1 | random.nextLong(), p, b);
      double[] weights = uniforms(draws * contexts);
      double[] a = uniforms(p.length);
      double[] c = a.clone();
      double[] expected = new double[p.length];
      scalar.scores(weights, b, p, complement, contexts, a);
      simd.scores(weights, b, p, complement, contexts, c);
      assertArrayEquals(a, c);
      for (int i = 0; i < b.length; i++) {
        int at = i % p.length;
        expected[at] += weights[i / size] * (b[i] > 0 ? complement[at] : -p[at]);
      }
      assertArrayEquals(expected, a, 1e-14);
    }
  }

  /**
   * Numbers above 0 count as 1, as in the scores themselves. A probability of 0 does not change the
   * sign of a zero.
   */
  @Test
  void whatIsAboveZeroCountsAsOne() {
    for (Kernels kernels : new Kernels[] {scalar, simd}) {
      double[] b = new double[18];
      Arrays.fill(b, 0, 9, 0.3);
      double[] p = new double[9];
      double[] complement = new double[9];
      Arrays.fill(p, 0.25);
      Arrays.fill(complement, 0.75);
      double[] out = new double[9];
      kernels.scores(new double[] {2, 4}, b, p, complement, 1, out);
      double[] expected = new double[9];
      Arrays.fill(expected, 0.5);
      assertArrayEquals(expected, out);
      Arrays.fill(p, 0);
      Arrays.fill(expected, 0);
      kernels.scores(new double[] {1}, new double[9], p, complement, 1, out);
      assertArrayEquals(expected, out);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 9, 10, 16, 17, 33})
  void categoriesAreEqualToTheLastBit(int categories) {
    for (int variables : new int[] {1, 5, 8, 24, 27}) {
      double[] logits = logits(variables * categories);
      double[] maxA = new double[variables];
      double[] maxB = new double[variables];
      double[] sumA = new double[variables];
      double[] sumB = new double[variables];
      double[] a = new double[logits.length];
      double[] b = new double[logits.length];
      scalar.softmax(logits, categories, a, maxA, sumA);
      simd.softmax(logits, categories, b, maxB, sumB);
      assertArrayEquals(maxA, maxB);
      for (int i = 0; i < variables; i++) {
        double[] block = Arrays.copyOfRange(logits, i * categories, (i + 1) * categories);
        assertEquals(Arrays.stream(block).max().orElseThrow(), maxA[i]);
        double sum = 0;
        for (int k = 0; k < categories; k++) {
          sum += Math.exp(block[k] - maxA[i]);
          assertEquals(Math.exp(block[k] - maxA[i]) / sumA[i], a[i * categories + k], 1e-15);
        }
        assertEquals(sum, sumA[i], 1e-15 * categories * sum);
      }
      assertArrayEquals(sumA, sumB);
      assertArrayEquals(a, b);
      double[] inverse = uniforms(logits.length);
      double[] noise = uniforms(logits.length);
      double[] least = new double[variables];
      double[] other = new double[variables];
      scalar.least(noise, inverse, categories, least);
      simd.least(noise, inverse, categories, other);
      assertArrayEquals(least, other);
      assertTrue(simd.indices(least, categories));
      for (int contexts = 1; contexts <= variables; contexts++) {
        if (variables % contexts == 0) {
          double[] matrices = uniforms(contexts * categories * categories);
          scalar.products(matrices, noise, categories, a);
          simd.products(matrices, noise, categories, b);
          assertArrayEquals(a, b);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9, 17})
  void categoriesAreTheFirstWhoseSumOfProbabilitiesIsAsLargeAsAUniformNumber(int categories) {
    for (int variables : new int[] {1, 7, 8, 19}) {
      double[] p = new double[variables * categories];
      double[] max = new double[variables];
      scalar.softmax(logits(p.length), categories, p, max, max.clone());
      for (int draws = 1; draws < 4; draws++) {
        double[] u = uniforms(draws * variables);
        double[] a = new double[u.length];
        double[] b = u.clone();
        scalar.categories(u, p, categories, a);
        simd.categories(b, p, categories, b);
        assertArrayEquals(a, b);
        for (int i = 0; i < u.length; i++) {
          int from = i % variables * categories;
          int k = 0;
          for (double left = u[i] - p[from]; left > 0 && k < categories - 1; k++) {
            left -= p[from + k + 1];
          }
          assertEquals(k, a[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 9, 17})
  void swapsAreThoseOfTheirDefinition(int categories) {
    int n = 19;
    double[] noise = uniforms(n * categories);
    double[] inverse = uniforms(n * categories);
    double[] a = new double[(1 + categories * (categories - 1) / 2) * n];
    double[] b = new double[a.length];
    scalar.swaps(noise, inverse, categories, a, n);
    simd.swaps(noise, inverse, categories, b, n);
    assertArrayEquals(a, b);
    int pair = 1;
    for (int m = 0; m < categories - 1; m++) {
      for (int j = m + 1; j < categories; j++, pair++) {
        for (int i = 0; i < n; i++) {
          assertEquals(swapped(noise, inverse, categories, m, j, i), a[pair * n + i]);
        }
      }
    }
  }

  private static int swapped(
      double[] noise, double[] inverse, int categories, int m, int j, int i) {
    int n = noise.length / categories;
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < categories; k++) {
      int from = k == m ? j : k == j ? m : k;
      double value = noise[from * n + i] * inverse[k * n + i];
      if (value < least) {
        least = value;
        best = k;
      }
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 33})
  void whatIsNotFiniteOrNoIndexIsFoundAtEveryPlace(int length) {
    for (Kernels kernels : new Kernels[] {scalar, simd}) {
      for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1.0 / 0}) {
        for (int i = 0; i < length; i++) {
          double[] x = new double[length];
          assertTrue(kernels.finite(x));
          assertTrue(kernels.indices(x, 2));
          x[i] = bad;
          assertFalse(kernels.finite(x));
          assertFalse(kernels.indices(x, 2));
          assertFalse(kernels.sigmoid(x, new double[length], new double[length]));
        }
      }
      for (double bad : new double[] {-1, 0.5, 2, 1e300, -1e-300, 0x1p52}) {
        double[] x = new double[length];
        x[length - 1] = bad;
        assertFalse(kernels.indices(x, 2));
      }
    }
  }

  @Test
  void functionsAreRightToTheirLastDigits() {
    double[] x = logits(4_000);
    double[] p = new double[x.length];
    double[] complement = new double[x.length];
    simd.sigmoid(x, p, complement);
    for (int i = 0; i < x.length; i++) {
      within(5, sigmoid(x[i]), p[i], x[i]);
      within(5, sigmoid(-x[i]), complement[i], x[i]);
    }
    double[] out = new double[x.length];
    simd.tanh(x, out);
    compare(4, StrictMath::tanh, x, out);
    simd.softplus(x, out, p);
    compare(4, v -> Math.max(v, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(v))), x, out);
    compare(5, KernelsTest::sigmoid, x, p);
    double[] magnitudes = Arrays.stream(x).map(Math::abs).map(v -> v == 0 ? 1 : v).toArray();
    simd.log(magnitudes, out);
    compare(2, StrictMath::log, magnitudes, out);
    double[] negative = Arrays.stream(magnitudes).map(v -> -v).toArray();
    simd.exp(negative, out);
    compare(4, StrictMath::exp, negative, out);
  }

  /** Computes the sigmoid to forty digits, from exponentials of forty digits. */
  private static double sigmoid(double x) {
    if (Math.abs(x) > 1_000) {
      return x < 0 ? 0 : 1;
    }
    MathContext digits = new MathContext(40);
    BigDecimal e = exp(new BigDecimal(-Math.abs(x)), digits);
    BigDecimal sum = BigDecimal.ONE.add(e, digits);
    return (x < 0 ? e : BigDecimal.ONE).divide(sum, digits).doubleValue();
  }

  /** exp x by its series at x / 1024, squared ten times. */
  private static BigDecimal exp(BigDecimal x, MathContext digits) {
    BigDecimal small = x.divide(new BigDecimal(1024), digits);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k < 60; k++) {
      term = term.multiply(small, digits).divide(new BigDecimal(k), digits);
      sum = sum.add(term, digits);
    }
    for (int n = 0; n < 10; n++) {
      sum = sum.multiply(sum, digits);
    }
    return sum;
  }

  private static void compare(int ulps, DoubleUnaryOperator f, double[] x, double[] actual) {
    for (int i = 0; i < x.length; i++) {
      within(ulps, f.applyAsDouble(x[i]), actual[i], x[i]);
    }
  }

  private static void within(int ulps, double expected, double actual, double x) {
    assertEquals(expected, actual, ulps * Math.ulp(expected), () -> "at " + x);
  }

  @Test
  void uniformsAreTheMiddlesOfTheirCells() {
    assertEquals(0x1p-53, Elementary.uniform(0));
    assertEquals(1 - 0x1p-53, Elementary.uniform(-1));
    assertEquals(0.5 + 0x1p-53, Elementary.uniform(Long.MIN_VALUE));
  }
}
