package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of whole matrices and in pieces against sums in double precision. */
class ProductsTest {

  // A sum of n products of numbers in -1 .. 1 that is rounded n times at 6e-8 of at most n.
  private static final double SINGLE = 6e-8;

  private final SplittableRandom random = new SplittableRandom(11);

  private Matrix numbers(int rows, int columns) {
    Matrix matrix = new Matrix(columns).ensure(rows);
    float[] numbers = new float[rows * columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    matrix.put(0, rows, numbers);
    return matrix;
  }

  private static float[] read(Matrix matrix, int rows) {
    float[] numbers = new float[rows * matrix.columns];
    matrix.get(0, rows, numbers);
    return numbers;
  }

  static {
    OpenBlas.load();
  }

  /** No rows, one piece of each size, several with a remainder, rows that collide in the cache. */
  @ParameterizedTest
  @CsvSource({
    "0, 4, 5, true",
    "3, 4, 5, true",
    "100, 100, 100, true",
    "7, 201, 305, true",
    "205, 101, 230, true",
    "101, 130, 256, true",
    "205, 101, 230, false"
  })
  void everySlopeIsTheSumOfItsProducts(int rows, int outputs, int inputs, boolean inPieces) {
    Matrix out = numbers(rows + 2, outputs);
    Matrix weights = numbers(outputs, inputs);
    Matrix in = numbers(rows + 2, inputs);
    float[] before = read(in, rows + 2);
    new Products(inPieces).backward(out, in, 1, rows + 1, weights.address(0, 0));
    float[] d = read(out, rows + 2);
    float[] w = read(weights, outputs);
    float[] slopes = read(in, rows + 2);
    for (int r = 0; r < rows + 2; r++) {
      for (int j = 0; j < inputs; j++) {
        double sum = r == 0 || r > rows ? before[r * inputs + j] : 0;
        for (int k = 0; k < outputs && r > 0 && r <= rows; k++) {
          sum += (double) d[r * outputs + k] * w[k * inputs + j];
        }
        assertEquals(sum, slopes[r * inputs + j], SINGLE * outputs * outputs);
      }
    }
  }

  /** Sizes of gradients: none, pieces with remainders, and rows that collide in the cache. */
  @ParameterizedTest
  @CsvSource({
    "0, 4, 5, true",
    "3, 2, 5, true",
    "3, 4, 5, true",
    "100, 104, 100, true",
    "205, 305, 130, true",
    "130, 205, 256, true",
    "205, 305, 130, false"
  })
  void everyGradientIsAddedToWhatWasThere(int rows, int outputs, int inputs, boolean inPieces) {
    Matrix out = numbers(rows + 2, outputs);
    Matrix in = numbers(rows + 2, inputs);
    int from = 1;
    int to = outputs - 1;
    Matrix gradient = numbers(to - from, inputs);
    float[] before = read(gradient, to - from);
    new Products(inPieces).outer(out, in, 1, rows + 1, from, to, gradient.address(0, 0));
    float[] d = read(out, rows + 2);
    float[] h = read(in, rows + 2);
    float[] after = read(gradient, to - from);
    for (int j = from; j < to; j++) {
      for (int i = 0; i < inputs; i++) {
        double sum = before[(j - from) * inputs + i];
        for (int r = 1; r <= rows; r++) {
          sum += (double) d[r * outputs + j] * h[r * inputs + i];
        }
        assertEquals(sum, after[(j - from) * inputs + i], SINGLE * rows * rows);
      }
    }
  }
}
