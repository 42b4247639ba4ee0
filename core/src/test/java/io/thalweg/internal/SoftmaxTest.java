package io.thalweg.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Differences;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SquashTest {

  private static final double TEMPERATURE = 0.7;

  private final SplittableRandom random = new SplittableRandom(71);
  private final double[] z = random.doubles(6, -2, 2).toArray();
  private final double[] v = random.doubles(6, -1, 1).toArray();

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void pointsAreLogisticOrSoftmax(int categories) {
    double[] y = new Softmax(categories).apply(z, TEMPERATURE);
    for (int i = 0; i < 6; i++) {
      double above = categories == 1 ? 1 : 0;
      for (int k = i / 3 * 3; categories == 3 && k < i / 3 * 3 + 3; k++) {
        above += Math.exp((z[k] - z[i]) / TEMPERATURE);
      }
      above += categories == 1 ? Math.exp(-z[i] / TEMPERATURE) : 0;
      assertEquals(1 / above, y[i], 1e-15);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void productMatchesCentralDifferences(int categories) {
    Softmax softmax = new Softmax(categories);
    double[] along =
        Differences.derivative(t -> softmax.apply(plus(z, t[0], v), 1), new double[] {0}, 0);
    Differences.assertClose(along, softmax.product(softmax.apply(z, 1), v), 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void derivativeMatchesCentralDifferences(int categories) {
    Softmax softmax = new Softmax(categories);
    double[] y = softmax.apply(z, 1);
    double[] dy = random.doubles(6, -1, 1).toArray();
    double[] along =
        Differences.derivative(t -> softmax.product(plus(y, t[0], dy), v), new double[] {0}, 0);
    Differences.assertClose(along, softmax.derivative(y, dy, v), 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void pointsStayFiniteAtLowTemperatures(int categories) {
    double[] y = new Softmax(categories).apply(new double[] {700, -700, 3}, 1e-3);
    assertArrayEquals(categories == 1 ? new double[] {1, 0, 1} : new double[] {1, 0, 0}, y);
  }

  private static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * b[i];
    }
    return sum;
  }
}
