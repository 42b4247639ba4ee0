package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Adaptive;
import io.thalweg.Estimate;
import io.thalweg.MeanField;
import io.thalweg.Means;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.estimator.regression.SurrogateRegression;
import io.thalweg.estimator.score.Rloo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;

/** The promises of regression that are tested alike on few values and on numbers. */
final class Regressions {

  private Regressions() {}

  /** Returns the bytes that a learner saves. */
  static byte[] saved(Adaptive learner) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    learner.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** Reads what was saved. */
  static void load(byte[] saved, Adaptive learner) throws IOException {
    learner.load(new DataInputStream(new ByteArrayInputStream(saved)));
  }

  /** Loads a second regression from the first, and lets both go on side by side. */
  static <D extends MeanField> void assertGoesOnAsSaved(
      SurrogateRegression<D> first,
      SurrogateRegression<D> second,
      D law,
      Objective f,
      int estimates)
      throws IOException {
    load(saved(first), second);
    for (int n = 0; n < estimates; n++) {
      Estimate estimate = first.estimate(law, f, new SplittableRandom(n));
      Estimate same = second.estimate(law, f, new SplittableRandom(n));
      assertArrayEquals(estimate.gradient(), same.gradient());
      first.learn(estimate);
      second.learn(same);
    }
  }

  /**
   * Compares the squared errors with those of RLOO from the first estimate on, at a theta that
   * moves with each.
   *
   * @param estimates of each of eight runs
   * @param every the number of estimates from one comparison to the next
   * @param at makes the law from the share of the run that is over
   */
  static void assertNotWorseThanRloo(
      int estimates, int every, int memory, DoubleFunction<? extends MeanField> at, Objective f) {
    Means difference = new Means();
    for (int run = 0; run < 8; run++) {
      SplittableRandom random = new SplittableRandom(run);
      SurrogateRegression<MeanField> regression = new SurrogateRegression<>(2, memory);
      double own = 0;
      double rloo = 0;
      for (int n = 0; n < estimates; n++) {
        MeanField law = at.apply((double) n / estimates);
        double[] exact = {};
        if (n % every == 0) {
          exact = ExactGradient.find(law, f).orElseThrow();
        }
        Estimate estimate = regression.estimate(law, f, random);
        own += squaredError(estimate, exact);
        rloo += squaredError(new Rloo(2).estimate(law, f, random), exact);
        regression.learn(estimate);
      }
      difference.add(own / rloo);
    }
    assertTrue(difference.mean() + 3 * difference.error() < 1, difference::toString);
  }

  private static double squaredError(Estimate estimate, double[] exact) {
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      sum += Math.pow(estimate.gradient()[i] - exact[i], 2);
    }
    return sum;
  }
}
