package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Densities and distribution functions next to the centre of a law, and as far as doubles reach.
 */
class FarAndNearTest {

  private static final double ROUNDING = 4 * 0x1p-53;

  private static Events at(double x) {
    return Events.of(new double[] {x}, 1, 1);
  }

  /** One degree of freedom makes the Cauchy law: 1/2 + arctan(t) / pi. */
  @ParameterizedTest
  @ValueSource(
      doubles = {1e-300, 1e-16, 1e-12, 1e-9, 1e-8, 1e-6, 1e-4, 1e-3, 0.05, 0.1, 0.2, 0.9, 3})
  void studentIsTheCauchyLawAtOneDegree(double t) {
    StudentT law = StudentT.of(1, 0, 1);
    double expected = 0.5 + Math.atan(t) / Math.PI;
    assertEquals(expected, law.cumulative(at(t))[0], ROUNDING);
    assertEquals(1 - expected, law.cumulative(at(-t))[0], ROUNDING);
  }

  /** The exact value, -5e399 or so, rounds to minus infinity. */
  @Test
  void mixtureHasNoDensityWhereSquaresOverflow() {
    GaussianMixture law =
        GaussianMixture.of(new double[] {0.3, 0.7}, new double[] {0, 1}, new double[] {1, 2});
    assertEquals(Double.NEGATIVE_INFINITY, law.logProbability(at(1e200))[0]);
    assertEquals(Double.NEGATIVE_INFINITY, law.logProbability(at(-1e300))[0]);
  }
}
