package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.optimizer.Adam;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

  private static final double RATE = 0.1;
  private static final int STEPS = 8;

  @AfterEach
  void oneThreadAgain() {
    OpenBlas.threads(1);
  }

  // Less than a block, some blocks, and so many that two threads share them.
  @ParameterizedTest
  @CsvSource({"1, 1", "9001, 1", "50001, 1", "50001, 2"})
  void stepsAreThoseOfAdamInDoublePrecision(int size, int threads) {
    OpenBlas.threads(threads);
    SplittableRandom random = new SplittableRandom(2);
    Parameters parameters = new Parameters(size);
    Adam adam = new Adam(RATE, size);
    double[] expected = new double[size];
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[size];
      // From far below epsilon to far above.
      Arrays.setAll(gradient, i -> (float) (random.nextGaussian() * Math.pow(10, i % 13 - 10)));
      adam.step(expected, gradient);
      parameters.gather(0, gradient);
      parameters.step(RATE);
    }
    double[] actual = parameters.values();
    // Some fifteen roundings a step, half a unit each of a sum of moves of RATE.
    double rounding = 15 * STEPS * 0x1p-24 * STEPS * RATE;
    for (int i = 0; i < size; i++) {
      assertEquals(expected[i], actual[i], rounding, "parameter " + i);
    }
  }

  @Test
  void ratesThatAreNoneAreRefusedAndNothingIsChanged() {
    Parameters parameters = new Parameters(1);
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      Exception refusal = assertThrows(IllegalArgumentException.class, () -> parameters.step(rate));
      assertEquals(
          "the learning rate is " + rate + "; it must be finite and above 0", refusal.getMessage());
    }
    parameters.gather(0, new double[] {3});
    parameters.step(RATE);
    // The first step of Adam is of the length of the rate.
    assertEquals(-RATE, parameters.values()[0], Math.ulp((float) RATE));
  }
}
