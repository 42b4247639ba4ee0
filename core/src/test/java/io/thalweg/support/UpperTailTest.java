package io.thalweg.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of quantiles and of means beyond them, against order, repetition and differences. */
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
  void meanOfExcessesIsTheTailMeanBeyondTheQuantile() {
    double[] values = {0.2, -1, 3, 2.5, 0.7, 1.1, -0.3};
    UpperTail tail = UpperTail.of(values, 0.6);
    double mean = Arrays.stream(tail.excesses()).average().orElseThrow();
    assertEquals(tail.tailMean(), tail.quantile() + mean, 1e-15);
    double height = 1 / tail.density();
    assertArrayEquals(new double[] {0, 0, height, height, 0, 0, 0}, tail.steps());
  }

  /** The root of nine is three. */
  @Test
  void valueThatOccursMoreOftenThanTheRootOfTheirNumberHasNoDensity() {
    double[] thrice = {4, 1, 4, 4, 0, 2, 3, 5, 6};
    assertTrue(UpperTail.of(thrice, 0.5).requireDensity().density() > 0);
    double[] fourTimes = {4, 1, 4, 4, 0, 2, 4, 5, 6};
    UpperTail tail = UpperTail.of(fourTimes, 0.5);
    var thrown = assertThrows(ArithmeticException.class, tail::requireDensity);
    assertEquals(
        "f was 4.0 at 4 of 9 draws, and so it has no density at its quantile", thrown.getMessage());
  }

  @Test
  void densityThatIsNoDoubleIsRefused() {
    double[] tiny = {0, Double.MIN_VALUE, 2 * Double.MIN_VALUE};
    UpperTail sharp = UpperTail.of(tiny, 0.5);
    assertThrows(ArithmeticException.class, sharp::requireDensity);
    double[] huge = {-Double.MAX_VALUE, 0, Double.MAX_VALUE};
    UpperTail flat = UpperTail.of(huge, 0.1);
    assertThrows(ArithmeticException.class, flat::requireDensity);
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
