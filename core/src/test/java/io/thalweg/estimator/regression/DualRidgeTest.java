package io.thalweg.estimator.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DualRidgeTest {

  private static final int ROWS = 90;
  // Rounding of systems of equations whose condition is below 1e3.
  private static final double ROUNDING = 1e-11;

  private final double[][] matrix = new double[ROWS][ROWS];
  private final double[] y = new SplittableRandom(4).doubles(ROWS, -1, 1).toArray();

  DualRidgeTest() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] x = new double[ROWS][];
    Arrays.setAll(x, row -> random.doubles(5, -1, 1).toArray());
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < ROWS; j++) {
        double product = WaveExpansion.dot(x[i], x[j]);
        matrix[i][j] = 1 + product + product * product + (i == j ? 0.3 + 0.01 * i : 0);
      }
    }
  }

  /** A ridge of all rows but one, which a negative number leaves out of none. */
  private DualRidge ridgeWithout(int left) {
    DualRidge ridge = new DualRidge();
    int[] rows = IntStream.range(0, ROWS).filter(row -> row != left).toArray();
    // Batches of odd sizes, smaller and larger than what is solved together.
    int from = 0;
    for (int size = 1; from < rows.length; size += 6) {
      int to = Math.min(from + size, rows.length);
      double[][] columns = new double[to - from][];
      for (int n = from; n < to; n++) {
        columns[n - from] =
            Arrays.copyOf(without(left, Arrays.copyOf(matrix[rows[n]], rows[n] + 1)), to);
      }
      ridge.add(columns);
      from = to;
    }
    return ridge;
  }

  private static double[] without(int left, double[] numbers) {
    if (left < 0 || left >= numbers.length) {
      return numbers;
    }
    double[] others = Arrays.copyOf(numbers, numbers.length - 1);
    System.arraycopy(numbers, left + 1, others, left, others.length - left);
    return others;
  }

  @Test
  void coefficientsSolveTheEquations() {
    double[] alpha = ridgeWithout(-1).fit(y);
    for (int row = 0; row < ROWS; row++) {
      assertEquals(y[row], WaveExpansion.dot(matrix[row], alpha), ROUNDING);
    }
  }

  @Test
  void residualsWithoutAnObservationAreThoseOfAFitWithoutIt() {
    DualRidge all = ridgeWithout(-1);
    double[] residuals = all.residualsWithout(all.fit(y), 40);
    for (int age = 0; age < residuals.length; age++) {
      int row = ROWS - 1 - age;
      double[] alpha = ridgeWithout(row).fit(without(row, y));
      double prediction = WaveExpansion.dot(alpha, without(row, matrix[row]));
      assertEquals(y[row] - prediction, residuals[age], ROUNDING);
    }
  }
}
