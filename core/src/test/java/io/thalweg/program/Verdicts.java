package io.thalweg.program;

import io.thalweg.Alarms;
import io.thalweg.Means;
import io.thalweg.check.Unbiasedness;
import java.util.Arrays;
import java.util.function.Supplier;

/** Verdicts on gradients in the parameters of links and costs. */
final class Verdicts {

  // Of the errors of central differences.
  private static final double ACCURACY = 1e-9;
  private static final int BUDGET = 30_000;

  private Verdicts() {}

  /**
   * Draws gradients until a bias of a tenth of the largest coordinate would be seen.
   *
   * @param gradient draws the mean of several contexts
   */
  static Unbiasedness of(double[] exact, Supplier<double[]> gradient) {
    double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
    Unbiasedness.Test test =
        new Unbiasedness.Test(Alarms.CRITICAL_Z, 0.1 * largest, BUDGET, ACCURACY);
    Means[] means = new Means[exact.length];
    Arrays.setAll(means, i -> new Means());
    while (true) {
      for (int draw = 0; draw < Unbiasedness.Test.LEAST_DRAWS; draw++) {
        double[] drawn = gradient.get();
        for (int i = 0; i < means.length; i++) {
          means[i].add(drawn[i]);
        }
      }
      double[] errors = Arrays.stream(means).mapToDouble(Means::error).toArray();
      double[] mean = Arrays.stream(means).mapToDouble(Means::mean).toArray();
      Unbiasedness verdict = test.judge(mean, errors, exact, means[0].count());
      // The number of draws depends on standard errors alone.
      if (verdict.detectable() <= test.resolution() || means[0].count() >= BUDGET) {
        return verdict;
      }
    }
  }
}
