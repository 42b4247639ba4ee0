package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.check.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverSeedsTest {

  /** The values of scipy.stats.trim_mean(x, 0.25), which the authors' library calls. */
  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "1 2 9, 4",
    "1 2 3 100, 2.5",
    "1 2 3 4 100, 3",
    "8 7 6 5 4 3 2 1, 4.5",
    "0 0 0 1 2 3 5 8 13 21, 3.16666666666666652",
    "-500 -90 -80 -85 -95 -84 -83 -82 -86 -500, -87.1666666666666714"
  })
  void interquartileMeansLeaveOutAQuarterOnBothSides(String values, double expected) {
    assertEquals(expected, OverSeeds.iqm(numbers(values)), 1e-12);
  }

  @Test
  void anOutlierMovesTheMeanAndNotTheInterquartileMean() {
    double[] values = numbers("180 185 190 195 200 9000");
    assertEquals(192.5, OverSeeds.iqm(values));
    assertEquals(9950 / 6.0, OverSeeds.mean(values), 1e-9);
  }

  /**
   * The mean of ten drawn from five zeros and five ones is binomial(10, 1/2) / 10: P(at most 1) is
   * 0.011, P(at most 2) is 0.055.
   */
  @Test
  void intervalsOfTheMeanHaveTheQuantilesOfABinomialLaw() {
    double[] coins = numbers("0 0 0 0 0 1 1 1 1 1");
    assertEquals(new Interval(0.2, 0.8), OverSeeds.interval(coins, OverSeeds::mean));
    // Of two values both quantiles are the ends: each has the probability 1/4.
    assertEquals(new Interval(-1, 3), OverSeeds.interval(numbers("-1 3"), OverSeeds::mean));
  }

  @Test
  void equalValuesGiveAnIntervalOfNoWidth() {
    double[] same = {200, 200, 200, 200, 200};
    assertEquals(new Interval(200, 200), OverSeeds.interval(same, OverSeeds::iqm));
    assertEquals(new Interval(0.5, 0.5), OverSeeds.intervalOfRatio(new double[] {100}, same));
  }

  @Test
  void withoutValuesThereIsNoInterval() {
    Interval interval = OverSeeds.interval(new double[0], OverSeeds::iqm);
    assertTrue(Double.isNaN(interval.low()) && Double.isNaN(interval.high()));
    assertTrue(Double.isNaN(OverSeeds.iqm(new double[0])));
  }

  /** Logarithms of the ratio of two means have the deviation sqrt(cv1^2 / n1 + cv2^2 / n2). */
  @Test
  void intervalsOfARatioHaveTheWidthOfTheDeltaMethod() {
    SplittableRandom random = new SplittableRandom(7);
    double[] above = random.doubles(400, 300, 500).toArray();
    double[] below = random.doubles(400, 100, 300).toArray();
    double a = OverSeeds.deviation(above) / OverSeeds.mean(above);
    double b = OverSeeds.deviation(below) / OverSeeds.mean(below);
    double half = 1.96 * Math.sqrt((a * a + b * b) / 400);
    double log = Math.log(OverSeeds.mean(above) / OverSeeds.mean(below));
    Interval interval = OverSeeds.intervalOfRatio(above, below);
    // An end has a relative error of about 2 % over 10,000 draws.
    assertEquals(log - half, Math.log(interval.low()), 0.1 * half);
    assertEquals(log + half, Math.log(interval.high()), 0.1 * half);
  }

  @Test
  void deviationsAreThoseOfASample() {
    assertEquals(Math.sqrt(5 / 3.0), OverSeeds.deviation(numbers("1 2 3 4")), 1e-12);
  }

  private static double[] numbers(String values) {
    return Arrays.stream(values.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }
}
