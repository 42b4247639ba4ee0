package io.thalweg.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpperTailTest {

  /** Also where level times n is not a whole number in doubles, such as 0.07 times 100. */
  @ParameterizedTest
  @CsvSource({"0.9,100,90", "0.07,100,7", "0.95,37,36", "0.999,50,50", "0.001,50,1", "0.5,1,1"})
  void quantileIsTheValueInOrder(double level, int draws, int rank) {
    double[] values = new SplittableRandom(1).doubles(draws).toArray();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    UpperTail tail = UpperTail.of(values, level);
    assertEquals(sorted[rank - 1], tail.quantile());
    assertEquals(tail.quantile(), values[tail.place()]);
  }

  /** Draws with the ratio 2 count as two equal draws, and the ratio 0 as none. */
  @Test
  void ratiosCountAsSoManyDraws() {
    double[] twice = {1, 1, 3, 4, 4, 5};
    double[] ratios = {2, 0, 1, 2, 0, 1};
    double[] other = {1, 9, 3, 4, 7, 5};
    for (double level : new double[] {0.2, 0.5, 0.7, 0.9}) {
      UpperTail plain = UpperTail.of(twice, level);
      UpperTail weighted = UpperTail.of(other, ratios, level);
      assertEquals(plain.quantile(), weighted.quantile());
      assertEquals(plain.tailMean(), weighted.tailMean(), 1e-15);
      assertEquals(plain.density(), weighted.density(), 1e-15);
      double[] one = plain.creditsOfTailMean();
      double[] both = weighted.creditsOfTailMean();
      assertEquals(one[0] + one[1], both[0], 1e-15);
      assertEquals(one[5], both[5], 1e-15);
      assertEquals(0, both[1]);
    }
  }

  @Test
  void slopesOfTheTailMeanAreThoseOfDifferences() {
    double[] values = {0.2, -1, 3, 2.5, 0.7, 1.1, -0.3};
    double[] slopes = UpperTail.of(values, 0.6).slopesOfTailMean();
    double[] differences = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      double[] up = values.clone();
      double[] down = values.clone();
      up[k] += 1e-3;
      down[k] -= 1e-3;
      differences[k] =
          (UpperTail.of(up, 0.6).tailMean() - UpperTail.of(down, 0.6).tailMean()) / 2e-3;
    }
    assertArrayEquals(differences, slopes, 1e-12);
  }
}
