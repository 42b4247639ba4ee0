package io.thalweg.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels of one lane and of many are equal to the last bit, and right. */
class DenseKernelsTest {

  private static final float[] CORNERS = {
    0,
    -0f,
    50,
    -50,
    87,
    -87,
    87.5f,
    -87.5f,
    10,
    -10,
    10.1f,
    -10.1f,
    1e30f,
    -1e30f,
    Float.MAX_VALUE,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-40f,
    -1e-40f,
    1e-8f,
    -1e-8f
  };

  // A quotient of two sums of two fused products: u takes three roundings, which count once in C;
  // C, A and each sum take two more; all are half a unit of a sum that is at most twice its terms.
  private static final double ULPS = 6;

  private final DenseKernels scalar = new ScalarDenseKernels();
  private final SplittableRandom random = new SplittableRandom(7);

  private float[] numbers(int length) {
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] =
          random.nextInt(4) == 0
              ? CORNERS[random.nextInt(CORNERS.length)]
              : (float) (random.nextGaussian() * Math.pow(10, random.nextInt(7) - 4));
    }
    return x;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 31, 33, 1000})
  void formsAreEqualToTheLastBit(int length) {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    DenseKernels simd = DenseKernels.get();
    assumeTrue(!simd.getClass().equals(scalar.getClass()), "scalar kernels were asked for");
    float[] x = numbers(length + 3);
    float[] one = x.clone();
    float[] other = x.clone();
    scalar.tanh(one, length);
    simd.tanh(other, length);
    assertArrayEquals(one, other);
    float[] bits = new float[length + 5];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = random.nextInt(3) / 2f;
    }
    one = x.clone();
    other = x.clone();
    assertEquals(
        scalar.logBernoulli(one, 3, bits, 5, length, sums()),
        simd.logBernoulli(other, 3, bits, 5, length, sums()));
    assertArrayEquals(one, other);
    assertEquals(
        scalar.dot(bits, 5, bits, 3, length, sums()), simd.dot(bits, 5, bits, 3, length, sums()));
  }

  @Test
  void tanhIsThatOfDoublePrecision() {
    for (float x : numbers(100_000)) {
      float[] out = {x};
      scalar.tanh(out, 1);
      assertWithin(Math::tanh, x, out[0]);
    }
  }

  @Test
  void logBernoulliAndItsSlopeAreThoseOfDoublePrecision() {
    float[] zero = {0};
    for (float x : numbers(100_000)) {
      float[] out = {x};
      float log = scalar.logBernoulli(out, 0, zero, 0, 1, sums());
      // Beyond 87 a probability is that at 87, the smallest of all its digits.
      assertWithin(DenseKernelsTest::softplus, Math.max(x, -87), -log);
      assertWithin(l -> 1 / (1 + Math.exp(-l)), Math.max(x, -87), -out[0]);
    }
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static void assertWithin(DoubleUnaryOperator exact, double x, float actual) {
    double expected = exact.applyAsDouble(x);
    assertEquals(
        expected, actual, ULPS * Math.ulp((float) expected), () -> "at x = %s".formatted(x));
  }

  @Test
  void bitsAndLogitsOfOneSignHaveTheLogProbabilityOfTheOtherSigns() {
    float[] logits = {3, -2, 0.5f};
    float[] mirrored = {-3, 2, -0.5f};
    float[] ones = {1, 1, 1};
    float direct = scalar.logBernoulli(logits, 0, ones, 0, 3, sums());
    float mirror = scalar.logBernoulli(mirrored, 0, new float[3], 0, 3, sums());
    // x l - softplus(l) rounds once more, at the size of l.
    assertEquals(mirror, direct, 3 * Math.ulp(3f));
    for (int i = 0; i < 3; i++) {
      assertEquals(-mirrored[i], logits[i], 2 * Math.ulp(1f));
    }
  }

  @Test
  void sumsOfWholeNumbersAreExact() {
    float[] a = new float[1000];
    for (int i = 0; i < a.length; i++) {
      a[i] = i % 7 - 3;
    }
    float[] ones = new float[1000];
    Arrays.fill(ones, 1);
    for (int columns = 0; columns < 1000; columns++) {
      double expected = 0;
      for (int i = 0; i < columns; i++) {
        expected += a[i];
      }
      assertEquals(expected, scalar.dot(a, 0, ones, 0, columns, sums()));
    }
  }

  @Test
  void notANumberStaysOne() {
    int length = 33;
    float[] zeros = new float[length];
    for (DenseKernels kernels : List.of(scalar, DenseKernels.get())) {
      for (int at = 0; at < length; at++) {
        float[] logits = numbers(length);
        logits[at] = Float.NaN;
        float[] x = logits.clone();
        assertTrue(Float.isNaN(kernels.logBernoulli(logits, 0, zeros, 0, length, sums())));
        kernels.tanh(x, length);
        assertTrue(Float.isNaN(kernels.dot(x, 0, zeros, 0, length, sums())));
        for (int i = 0; i < length; i++) {
          assertEquals(i == at, Float.isNaN(logits[i]));
          assertEquals(i == at, Float.isNaN(x[i]));
        }
      }
    }
  }

  private static float[] sums() {
    return new float[DenseKernels.PARTIAL_SUMS];
  }
}
