package io.thalweg.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.numbers.gamma.Digamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quadrature against closed forms. */
class DoubleExponentialTest {

  // Rounding of sums of some hundred terms.
  private static final double ROUNDING = 1e-13;

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 1, 4, 20})
  void orderOfMagnitudeOfTheScaleIsEnough(double scale) {
    assertEquals(1, DoubleExponential.halfLine(scale, w -> Math.exp(-w)), ROUNDING);
    assertEquals(0, DoubleExponential.halfLine(scale, w -> Math.exp(-w) * (1 - w)), ROUNDING);
    assertEquals(
        Math.sqrt(Math.PI) / 2, DoubleExponential.halfLine(scale, w -> Math.exp(-w * w)), ROUNDING);
    // A kink at w = 1 for a scale of 20, as that of a law of tiny shape.
    assertEquals(
        Math.log(2), DoubleExponential.halfLine(scale, w -> 1 / (1 + Math.exp(w))), ROUNDING);
  }

  @Test
  void integralsOverIntervalsAreExact() {
    assertEquals(2, DoubleExponential.interval(Math.PI, Math::sin), ROUNDING);
    assertEquals(1 - Math.exp(-300), DoubleExponential.interval(300, w -> Math.exp(-w)), ROUNDING);
    assertEquals(0, DoubleExponential.interval(Math.PI, Math::cos), ROUNDING);
  }

  /** Large differences are compared with those of the digamma function itself. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.1, 0.9, 3, 11.5, 40, 1e4})
  void digammaDifferenceIsThatOfDigamma(double a) {
    for (double b : new double[] {0.5, 3, 1e5}) {
      double expected = Digamma.value(a + b) - Digamma.value(a);
      double scale = Math.abs(Digamma.value(a)) + Math.abs(Digamma.value(a + b));
      assertEquals(expected, Numerics.digammaDifference(a, b), 4e-15 * scale);
    }
  }

  /**
   * Small differences for whole b are compared with sums of fractions: psi(a + 1) - psi(a) = 1 / a.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e-8, 0.2, 5, 1e4, 1e12})
  void smallDigammaDifferencesAreExact(double a) {
    assertEquals(1 / a, Numerics.digammaDifference(a, 1), 1e-15 / a);
    double three = 1 / a + 1 / (a + 1) + 1 / (a + 2);
    assertEquals(three, Numerics.digammaDifference(a, 3), 1e-15 * three);
  }
}
