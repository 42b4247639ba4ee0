package io.thalweg.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.score.Rloo;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VarianceReportTest {

  private static final Bernoulli LAW = Bernoulli.ofLogits(0, 0);
  private static final Objective F = b -> b[0] + 2 * b[1];

  /** Means, errors and variance are those of the formulas, in two passes. */
  @Test
  void momentsAreThoseOfTheDraws() {
    int draws = 137;
    List<double[]> drawn = new ArrayList<>();
    Noise noise = new Noise(new double[] {1e3, -2}, new double[] {1, 3});
    Estimator<Distribution, Objective> recording =
        (law, random) ->
            noise
                .ask(law, random)
                .then(
                    estimate -> {
                      drawn.add(estimate.gradient());
                      return estimate;
                    });
    VarianceReport report = VarianceReport.of(recording, LAW, F, draws, new SplittableRandom(1));
    double[] means = new double[2];
    double[] squares = new double[2];
    drawn.forEach(g -> means[0] += g[0] / draws);
    drawn.forEach(g -> means[1] += g[1] / draws);
    drawn.forEach(g -> squares[0] += Math.pow(g[0] - means[0], 2));
    drawn.forEach(g -> squares[1] += Math.pow(g[1] - means[1], 2));
    double[] errors = {
      Math.sqrt(squares[0] / (draws - 1) / draws), Math.sqrt(squares[1] / (draws - 1) / draws)
    };
    assertEquals(draws, drawn.size());
    assertEquals(draws, report.draws());
    // Sums of 137 numbers of size 1,000.
    assertArrayEquals(means, report.mean(), 1e-10);
    assertArrayEquals(errors, report.standardErrors(), 1e-10);
    assertEquals((squares[0] + squares[1]) / (draws - 1), report.variance(), 1e-10);
  }

  /**
   * The number of 2,000 intervals of 95 % that hold the variance 10 is what a binomial law allows.
   */
  @Test
  void intervalsHoldTheVarianceAsOftenAsTheySay() {
    int seeds = 2_000;
    Noise noise = new Noise(new double[] {5, 0}, new double[] {1, 3});
    int covered = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Interval interval =
          VarianceReport.of(noise, LAW, F, 400, new SplittableRandom(seed)).varianceInterval();
      covered += interval.low() <= 10 && 10 <= interval.high() ? 1 : 0;
    }
    double z = (covered - 0.95 * seeds) / Math.sqrt(0.95 * 0.05 * seeds);
    assertTrue(Math.abs(z) <= Alarms.CRITICAL_Z, covered + " of " + seeds);
  }

  @Test
  void estimatesWithoutVarianceHaveAnIntervalOfNoLength() {
    Noise still = new Noise(new double[] {5, 0.1}, new double[2]);
    VarianceReport report = VarianceReport.of(still, LAW, F, 100, new SplittableRandom(1));
    assertEquals(new Interval(0, 0), report.varianceInterval());
    assertEquals(0, report.variance());
  }

  @Test
  void evaluationsAreCountedForEachContext() {
    Bernoulli law = Bernoulli.ofLogits(new double[] {0, 0, 0}).inContexts(3);
    VarianceReport report =
        VarianceReport.of(new Rloo(4), law, (Objective) b -> b[0], 100, new SplittableRandom(1));
    assertEquals(4, report.evaluations());
    assertTrue(report.times().total() > 0);
    assertTrue(report.times().interval().low() <= report.times().total());
    assertTrue(report.times().total() <= report.times().interval().high());
  }

  @Test
  void fewerThanHundredDrawsAreRefused() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> VarianceReport.of(new Rloo(2), LAW, F, 99, new SplittableRandom(1)));
    assertEquals("the number of draws is 99; it must be at least 100", thrown.getMessage());
  }
}
