package io.thalweg.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.support.Streams;
import io.thalweg.support.Uniforms;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericsTest {

  // A few units in the last place.
  private static final double RELATIVE = 1e-15;

  private static void assertNear(double expected, double actual) {
    assertEquals(expected, actual, RELATIVE * Math.abs(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.7310585786300049",
    "-1, 0.2689414213699951",
    "-20, 2.0611536181902037e-9",
    "40, 1",
    "-700, 9.859676543759770e-305",
    "-800, 0",
    "800, 1"
  })
  void sigmoidHasKnownValues(double x, double expected) {
    // exp(-700) is exact to |x| units in the last place of its argument at most.
    assertEquals(expected, Numerics.sigmoid(x), 1e-13 * expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.6931471805599453",
    "1, 1.3132616875182228",
    "-1, 0.31326168751822286",
    "-30, 9.357622968839737e-14",
    "30, 30.000000000000093",
    "1000, 1000",
    "-1000, 0"
  })
  void softplusHasKnownValues(double x, double expected) {
    assertNear(expected, Numerics.softplus(x));
  }

  @Test
  void logitHasKnownValuesAndInvertsTheSigmoid() {
    assertEquals(0, Numerics.logit(0.5));
    assertNear(Math.log(3), Numerics.logit(0.75));
    assertNear(-52 * Math.log(2) - Math.log1p(-0x1p-52), Numerics.logit(0x1p-52));
    for (double x = -30; x <= 30; x += 0.7) {
      double u = Numerics.sigmoid(x);
      // Where u is near 1, its own rounding is that of 1 - u many times over.
      assertEquals(x, Numerics.logit(u), 2e-16 * (30 + 1 / (1 - u)));
    }
  }

  @Test
  void logSoftmaxStaysExactAtExtremes() {
    double[] out = new double[5];
    Numerics.logSoftmax(new double[] {9, 1e3, 1e3 + Math.log(3), -1e3, 9}, 1, 3, out);
    // The argument 1000 + log 3 is itself rounded to 1e-13.
    assertEquals(-Math.log(4), out[1], 2e-13);
    assertEquals(Math.log(0.75), out[2], 2e-13);
    assertNear(-2e3 - Math.log(4), out[3]);
    assertEquals(0, out[0] + out[4], "outside the block nothing is written");
  }

  /**
   * Reference values from forty-digit arithmetic; the source promises about 1e-16 before rounding.
   */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.25, -0.6744897501960817",
    "0.975, 1.9599639845400542",
    "0.001, -3.090232306167813",
    "1e-6, -4.753424308822899",
    "1e-20, -9.262340089798408",
    "1e-300, -37.0470962993612"
  })
  void normalQuantileHasKnownValues(double p, double expected) {
    assertEquals(expected, Numerics.normalQuantile(p), 3 * RELATIVE * Math.abs(expected));
  }

  /** The quantile function has no step between its three formulas, and rises. */
  @Test
  void normalQuantileRisesThroughItsBranches() {
    double last = Double.NEGATIVE_INFINITY;
    for (double log = -300; log < -0.302; log += 0.01) {
      double x = Numerics.normalQuantile(Math.pow(10, log));
      assertTrue(x > last);
      last = x;
    }
    for (double p : new double[] {0.075, 0.925, Math.exp(-25)}) {
      double below = Numerics.normalQuantile(Math.nextDown(p));
      double above = Numerics.normalQuantile(Math.nextUp(p));
      assertEquals(below, above, 1e-14 * Math.abs(below));
    }
  }

  @Test
  void uniformsAreNeverZeroOrOne() {
    assertEquals(0x1p-53, Uniforms.open(() -> 0L));
    assertEquals(1 - 0x1p-53, Uniforms.open(() -> -1L));
    assertEquals(0.5 + 0x1p-53, Uniforms.open(() -> Long.MIN_VALUE));
    double[] several = Uniforms.open(new SplittableRandom(1), 3);
    SplittableRandom again = new SplittableRandom(1);
    for (double u : several) {
      assertEquals(Uniforms.open(again), u);
    }
  }

  @Test
  void streamsDependOnSeedAndNameAlone() {
    long first = Streams.named(1, "a").nextLong();
    assertEquals(first, Streams.named(1, "a").nextLong());
    assertTrue(first != Streams.named(1, "b").nextLong());
    assertTrue(first != Streams.named(2, "a").nextLong());
  }

  /** The increase for whole x is a sum of x terms, none of which cancels. */
  @ParameterizedTest
  @CsvSource({"1e-9, 3", "0.3, 0", "0.3, 1", "2.5, 70", "15.9, 12", "40, 1000", "1e8, 5"})
  void digammaDifferenceIsASum(double a, double x) {
    double sum = 0;
    for (double k = 0; k < x; k++) {
      sum += 1 / (a + k);
    }
    assertEquals(sum, Numerics.digammaDifference(a, x), 1e-14 * sum);
  }
}
