package io.thalweg.estimator.relaxation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.DifferentiableObjective;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.Interval;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Categorical;
import io.thalweg.problem.Toys;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The bias of Gumbel-Softmax goes to 0 with the temperature, and its variance grows. */
class GumbelSoftmaxLimitTest {

  private static final double[] TEMPERATURES = {1, 0.5, 0.1};
  // More where the variance is larger, so that the intervals of the bias stay apart.
  private static final int[] DRAWS = {250_000, 250_000, 1_000_000};

  private final Categorical law = Categorical.ofLogits(0, 0, 0, 0);
  private final DifferentiableObjective f = Toys.cosine();

  private VarianceReport report(int i) {
    return VarianceReport.of(
        new GumbelSoftmax(TEMPERATURES[i]), law, f, DRAWS[i], new SplittableRandom(81));
  }

  /** The length of the bias, from the error of every coordinate by the triangle inequality. */
  private Interval bias(VarianceReport report) {
    double[] exact = ExactGradient.of(law, f);
    double bias = 0;
    double error = 0;
    for (int i = 0; i < exact.length; i++) {
      bias = Math.hypot(bias, report.mean()[i] - exact[i]);
      error = Math.hypot(error, Alarms.CRITICAL_Z * report.standardErrors()[i]);
    }
    return new Interval(bias - error, bias + error);
  }

  @Test
  void biasShrinksAndVarianceGrowsAsTheTemperatureFalls() {
    VarianceReport warm = report(0);
    for (int i = 1; i < TEMPERATURES.length; i++) {
      VarianceReport cold = report(i);
      Interval before = bias(warm);
      Interval after = bias(cold);
      assertTrue(after.high() < before.low(), "bias " + before + ", then " + after);
      assertTrue(
          cold.varianceInterval().low() > warm.varianceInterval().high(),
          "variance " + warm.varianceInterval() + ", then " + cold.varianceInterval());
      warm = cold;
    }
  }
}
