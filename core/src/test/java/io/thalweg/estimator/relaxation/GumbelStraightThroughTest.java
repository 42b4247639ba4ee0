package io.thalweg.estimator.relaxation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Scripted;
import io.thalweg.distribution.Bernoulli;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GumbelStraightThroughTest {

  private static final int CELLS = 200_000;
  private static final double P = 0.75;
  private static final double SLOPE_AT_0 = 1;
  private static final double SLOPE_AT_1 = 3;

  /** Computes the mean over the middles of equal cells; b jumps at an end of one of them. */
  private static double mean(double temperature) {
    Bernoulli law = Bernoulli.ofLogits(Math.log(P / (1 - P)));
    DifferentiableObjective f =
        DifferentiableObjective.of(b -> 0, b -> new double[] {b[0] > 0 ? SLOPE_AT_1 : SLOPE_AT_0});
    GumbelStraightThrough estimator = new GumbelStraightThrough(temperature);
    double mean = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      mean += estimator.estimate(law, f, new Scripted((cell + 0.5) / CELLS)).gradient()[0] / CELLS;
    }
    return mean;
  }

  /**
   * The integral of 1/lambda s'(z/lambda) r(z) from 0 on is r(0)/2 + lambda log 2 r'(0), where r is
   * the density of z. The difference is at most pi^2 lambda^2 |r''| / 12, and |r''| is at most 1/8.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.04, 0.02, 0.01})
  void meanOfBothSlopesIsLeftAtTemperatureZero(double temperature) {
    double density = P * (1 - P);
    double slope = density * (2 * P - 1);
    double expected =
        density * (SLOPE_AT_0 + SLOPE_AT_1) / 2
            + temperature * Math.log(2) * slope * (SLOPE_AT_1 - SLOPE_AT_0);
    double left = Math.pow(Math.PI * temperature, 2) / 96 * (SLOPE_AT_0 + SLOPE_AT_1);
    assertEquals(expected, mean(temperature), left);
  }
}
