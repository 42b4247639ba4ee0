package io.thalweg.estimator.relaxation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.Interval;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.PlackettLuce;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The gradient at relaxed assignments, and its limit. */
class GumbelSinkhornTest {

  private final PlackettLuce law = PlackettLuce.ofLogits(0.4, -0.3, 0.8);
  private final DifferentiableObjective f =
      DifferentiableObjective.of(
          p -> p[0] * (1 + p[4]) - 0.7 * p[5] * p[5],
          p -> new double[] {1 + p[4], 0, 0, 0, p[0], -1.4 * p[5], 0, 0, 0});

  /** The derivative of f at the relaxed point, at fixed noise. */
  @Test
  void estimateMatchesCentralDifferencesAtFixedNoise() {
    GumbelSinkhorn estimator = new GumbelSinkhorn(0.6, 7);
    double[] exact = estimator.estimate(law, f, new SplittableRandom(3)).gradient();
    double[] differences =
        Differences.gradient(
            logits ->
                estimator
                    .estimate(law.at(logits), f, new SplittableRandom(3))
                    .evaluation()
                    .values()[0],
            law.parameters());
    Differences.assertClose(differences, exact, 10);
  }

  /** The length of the bias, from the error of every coordinate by the triangle inequality. */
  private Interval bias(double temperature, int iterations, int draws) {
    VarianceReport report =
        VarianceReport.of(
            new GumbelSinkhorn(temperature, iterations), law, f, draws, new SplittableRandom(5));
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
  void biasShrinksAsTheTemperatureFalls() {
    Interval warm = bias(4, 10, 5_000);
    Interval cooler = bias(1, 10, 10_000);
    Interval cold = bias(0.3, 10, 20_000);
    assertTrue(cooler.high() < warm.low(), warm + ", then " + cooler);
    assertTrue(cold.high() < cooler.low(), cooler + ", then " + cold);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    var cold = assertThrows(IllegalArgumentException.class, () -> new GumbelSinkhorn(0, 3));
    assertEquals(
        "the temperature of Gumbel-Sinkhorn is 0.0; it must be finite and above 0",
        cold.getMessage());
    var none = assertThrows(IllegalArgumentException.class, () -> new GumbelSinkhorn(1, 0));
    assertEquals(
        "the number of Sinkhorn iterations is 0; it must be at least 1", none.getMessage());
  }
}
