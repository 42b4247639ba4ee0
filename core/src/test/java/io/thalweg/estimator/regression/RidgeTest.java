package io.thalweg.estimator.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RidgeTest {

  private static final int ROWS = 9;
  private static final int FEATURES = 4;
  // Rounding of a few small systems of equations.
  private static final double ROUNDING = 1e-10;

  private final double[][] features = new double[ROWS][FEATURES];
  private final double[] y = new double[ROWS];
  private final double[] weights = new double[ROWS];

  RidgeTest() {
    SplittableRandom random = new SplittableRandom(3);
    for (int row = 0; row < ROWS; row++) {
      features[row] = random.doubles(FEATURES, -1, 1).toArray();
      features[row][0] = 1;
      y[row] = random.nextDouble(-1, 1);
      weights[row] = random.nextDouble(0.1, 2);
    }
  }

  private Ridge.Fit fitWithout(int left, int size, double penalty) {
    Ridge ridge = new Ridge(FEATURES);
    for (int row = 0; row < ROWS; row++) {
      if (row != left) {
        ridge.add(features[row], y[row], weights[row]);
      }
    }
    return ridge.fit(size, penalty);
  }

  @Test
  void residualsWithoutAnObservationAreThoseOfAFitWithoutIt() {
    for (int size = 1; size <= FEATURES; size++) {
      Ridge.Fit all = fitWithout(-1, size, 0.3);
      double[] freedoms = all.freedoms(features, weights);
      for (int row = 0; row < ROWS; row++) {
        assertEquals(
            fitWithout(row, size, 0.3).residual(features[row], y[row]),
            all.residual(features[row], y[row]) / freedoms[row],
            ROUNDING);
      }
    }
  }

  /** The slope of the penalised squares is zero in every coefficient. */
  @Test
  void fitIsWherePenalisedSquaresAreLeast() {
    Ridge.Fit fit = fitWithout(-1, FEATURES, 0.3);
    for (int i = 0; i < FEATURES; i++) {
      double slope = i == 0 ? 0 : 0.3 * fit.coefficients()[i];
      for (int row = 0; row < ROWS; row++) {
        slope -= weights[row] * features[row][i] * fit.residual(features[row], y[row]);
      }
      assertEquals(0, slope, ROUNDING);
    }
  }
}
