package io.thalweg.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MomentsTest {

  /**
   * A calculation in two passes: squared distances to the mean of the first 32, their deviation,
   * and 1.96 of it.
   */
  @Test
  void intervalOfTheVarianceIsThatOfTheFormula() {
    int count = 500;
    SplittableRandom random = new SplittableRandom(4);
    double[][] vectors = new double[count][];
    Moments moments = new Moments(2);
    for (int k = 0; k < count; k++) {
      vectors[k] = new double[] {random.nextGaussian(), 5 + random.nextDouble()};
      moments.add(vectors[k]);
    }
    double[] centre = new double[2];
    for (int k = 0; k < 32; k++) {
      centre[0] += vectors[k][0] / 32;
      centre[1] += vectors[k][1] / 32;
    }
    double[] distances =
        Arrays.stream(vectors)
            .mapToDouble(v -> Math.pow(v[0] - centre[0], 2) + Math.pow(v[1] - centre[1], 2))
            .toArray();
    double mean = Arrays.stream(distances).average().orElseThrow();
    double squares = Arrays.stream(distances).map(d -> (d - mean) * (d - mean)).sum();
    double error = Math.sqrt(squares / (count - 1) / count);
    double factor = Math.exp(1.959964 * error / moments.variance());
    // A sum of 500 numbers of size 10.
    assertEquals(moments.variance() / factor, moments.varianceInterval().low(), 1e-12);
    assertEquals(moments.variance() * factor, moments.varianceInterval().high(), 1e-12);
  }
}
