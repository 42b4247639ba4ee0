package io.thalweg.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.optimizer.Descent;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BaselineTest {

  private static final Distribution LAW = Bernoulli.ofLogits(new double[2]).inContexts(2);

  private static Estimate worth(double value) {
    Events events = Events.of(new double[2], 2, 1);
    Evaluation values = Evaluation.of(new double[] {value - 1, value + 1});
    return new Estimate(LAW, new double[2], events, 1, values);
  }

  @Test
  void constantIsTheSameForEveryContext() {
    assertArrayEquals(new double[] {3, 3}, new Constant(3).values(LAW));
  }

  /**
   * Expected values by hand: at decay 0.9 the weights of three values are 0.081, 0.09 and 0.1 of
   * 0.271.
   */
  @Test
  void movingAverageIsTheWeightedMeanOfPastValues() {
    MovingAverage average = new MovingAverage(0.9);
    assertArrayEquals(new double[2], average.values(LAW));
    average.learn(worth(5));
    assertEquals(5, average.values(LAW)[0], 1e-14);
    average.learn(worth(-2));
    average.learn(worth(4));
    double expected = (0.081 * 5 + 0.09 * -2 + 0.1 * 4) / 0.271;
    assertArrayEquals(new double[] {expected, expected}, average.values(LAW), 1e-14);
  }

  /** A debiased mean that is stored and debiased again explodes. */
  @Test
  void movingAverageStaysAtValuesThatStay() {
    MovingAverage average = new MovingAverage(0.99);
    for (int step = 0; step < 10_000; step++) {
      average.learn(worth(7));
      assertEquals(7, average.values(LAW)[0], 1e-12);
    }
  }

  /** f is 10 give or take 1/2, so that without a baseline its square swamps all else. */
  @Test
  void learnedBaselineLowersTheVariance() {
    var reinforce = new Reinforce().minus(new MovingAverage(0.99));
    Bernoulli law = Bernoulli.ofLogits(0.3);
    SplittableRandom random = new SplittableRandom(1);
    var before = VarianceReport.of(reinforce, law, b -> 10 + b[0], 10_000, random);
    for (int step = 0; step < 500; step++) {
      Descent.learn(reinforce, law, b -> 10 + b[0], random);
    }
    var after = VarianceReport.of(reinforce, law, b -> 10 + b[0], 10_000, random);
    assertTrue(after.varianceInterval().high() < before.varianceInterval().low() / 100);
  }

  /** Learned from all outcomes, each with its probability; no other constant does better. */
  @Test
  void optimalBaselinesHaveTheLeastVariance() {
    Bernoulli law = Bernoulli.ofLogits(0.3, -1.2);
    Objective f = b -> Math.exp(b[0]) - 3 * b[0] * b[1];
    Estimate all = new Enumeration().estimate(law, f, new SplittableRandom(1));
    Optimal each = Optimal.perParameter(0.9);
    Optimal shared = Optimal.shared(0.9);
    each.learn(all);
    shared.learn(all);
    double[] best = each.values(law);
    double common = shared.values(law)[0];
    for (double step : new double[] {-0.01, 0.01}) {
      for (int d = 0; d < 2; d++) {
        double[] moved = best.clone();
        moved[d] += step;
        assertTrue(square(all, moved) > square(all, best));
      }
      double[] moved = {common + step, common + step};
      assertTrue(square(all, moved) > square(all, new double[] {common, common}));
    }
  }

  /** E |(f - c) score|^2. */
  private static double square(Estimate all, double[] c) {
    double[] scores = all.law().scores(all.events());
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      double term = (all.evaluation().values()[i / 2] - c[i % 2]) * scores[i];
      sum += all.weights()[i / 2] * term * term;
    }
    return sum;
  }

  @Test
  void optimalBaselineOfAnotherLawIsRefused() {
    Optimal baseline = Optimal.shared(0.9);
    baseline.learn(worth(1));
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> baseline.values(Bernoulli.ofLogits(0, 0, 0)));
    assertEquals(
        "an optimal baseline of 1 parameters was given Bernoulli[1 contexts x 3 variables]",
        thrown.getMessage());
  }

  @Test
  void pastMeanIsThePlainMean() {
    PastMean mean = new PastMean();
    assertArrayEquals(new double[2], mean.values(LAW));
    mean.learn(worth(4));
    mean.learn(worth(-1));
    mean.learn(worth(3));
    assertArrayEquals(new double[] {2, 2}, mean.values(LAW), 1e-15);
  }

  @Test
  void decaysOutOfRangeAreRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new MovingAverage(1));
    assertEquals(
        "the decay of the moving average is 1.0; it must be between 0 and 1", thrown.getMessage());
  }
}
