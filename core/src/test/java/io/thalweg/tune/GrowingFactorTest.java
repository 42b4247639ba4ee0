package io.thalweg.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The growing factor against the equations and the determinant of its matrix. */
class GrowingFactorTest {

  private static final int ROWS = 90;
  // Rounding of systems of equations whose condition is below 1e3.
  private static final double ROUNDING = 1e-11;

  private final double[][] matrix = new double[ROWS][ROWS];
  private final GrowingFactor factor = new GrowingFactor();

  GrowingFactorTest() {
    double[] x = new SplittableRandom(3).doubles(ROWS).toArray();
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < ROWS; j++) {
        matrix[i][j] = Math.exp(-Math.abs(x[i] - x[j])) + (i == j ? 0.3 : 0);
      }
      factor.add(Arrays.copyOf(matrix[i], i + 1));
    }
  }

  @Test
  void aSolutionSolvesTheEquations() {
    double[] right = new SplittableRandom(4).doubles(ROWS, -1, 1).toArray();
    double[] solution = factor.solve(right);
    for (int i = 0; i < ROWS; i++) {
      double sum = 0;
      for (int j = 0; j < ROWS; j++) {
        sum += matrix[i][j] * solution[j];
      }
      assertEquals(right[i], sum, ROUNDING);
    }
  }

  @Test
  void theDeterminantIsThatOfElimination() {
    double log = 0;
    for (int k = 0; k < ROWS; k++) {
      log += Math.log(matrix[k][k]);
      for (int i = k + 1; i < ROWS; i++) {
        double share = matrix[i][k] / matrix[k][k];
        for (int j = k; j < ROWS; j++) {
          matrix[i][j] -= share * matrix[k][j];
        }
      }
    }
    assertEquals(log, factor.logDeterminant(), ROUNDING);
  }
}
