package io.thalweg.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gaussian;
import io.thalweg.tune.Measured;
import io.thalweg.tune.Response;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Sensitivity;
import org.junit.jupiter.api.Test;

/** Quantiles and tail means of normal and exponential losses against closed forms. */
class RisksTest {

  private static final double LEVEL = 0.9;
  private static final long RUNS = 80_000;

  private static Sensitivities of(Simulator simulator, Input input) {
    return Sensitivity.of(simulator, input)
        .quantile(LEVEL)
        .tailMean(LEVEL)
        .orRuns(RUNS)
        .seed(4)
        .run();
  }

  @Test
  void measuresOfANormalLossAreThoseOfTheClosedForm() {
    Input loss = Input.of("loss", Gaussian.of(5, 2));
    Sensitivities all = of(in -> in.cost(in.draw(loss)), loss);
    double z = 1.2815515655446004;
    double mills = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / (1 - LEVEL);
    Response quantile = all.response("cost, quantile of 90 %");
    near(5 + 2 * z, quantile.mean(), 0);
    // The kernel flattens the density by at most half of its width squared times its curvature.
    double flat = 0.5 * Math.pow(1.06 * Math.pow(RUNS, -0.2), 2) * Math.abs(z * z - 1);
    near(1, quantile.effects().get(0).derivative(), flat);
    near(z, quantile.effects().get(1).derivative(), z * flat);
    Response tail = all.response("cost, mean beyond 90 %");
    near(5 + 2 * mills, tail.mean(), 0);
    near(1, tail.effects().get(0).derivative(), 0);
    near(mills, tail.effects().get(1).derivative(), 0);
  }

  @Test
  void measuresOfAnExponentialLossAreThoseOfTheClosedForm() {
    Input loss = Input.of("loss", Exponential.of(0.5));
    Sensitivities all = of(in -> in.cost(in.draw(loss)), loss);
    double log = -Math.log(1 - LEVEL);
    Response tail = all.response("cost, mean beyond 90 %");
    near((1 + log) / 0.5, tail.mean(), 0);
    near(-(1 + log) / 0.25, tail.effects().get(0).derivative(), 0);
    Response quantile = all.response("cost, quantile of 90 %");
    near(log / 0.5, quantile.mean(), 0);
    // The density there is the rate times 0.1, and its curvature the rate squared of that.
    double flat = 0.5 * Math.pow(1.06 * Math.pow(RUNS, -0.2), 2);
    double slope = -log / 0.25;
    near(slope, quantile.effects().get(0).derivative(), -slope * flat);
  }

  /** The estimate within four standard errors and a known bias, which see an error of a tenth. */
  private static void near(double exact, Measured estimate, double bias) {
    double allowed = bias + 4 * estimate.standardError();
    assertEquals(exact, estimate.value(), allowed);
    assertTrue(allowed < 0.1 * Math.abs(exact), () -> "an error of %s is seen".formatted(allowed));
  }

  @Test
  void runsThatRegenerateOrReadAreRefused() {
    Input loss = Input.of("loss", Exponential.of(0.5));
    Input setting = Input.setting("price", 2);
    Simulator cycles =
        in -> {
          in.regenerate();
          in.cost(in.draw(loss));
          in.regenerate();
        };
    String regenerates =
        assertThrows(IllegalArgumentException.class, () -> of(cycles, loss)).getMessage();
    assertTrue(regenerates.contains("leave regenerate() out"), regenerates);
    Simulator reads = in -> in.cost(in.read(setting));
    String read =
        assertThrows(IllegalArgumentException.class, () -> of(reads, setting)).getMessage();
    assertTrue(read.contains("a parameter that is read"), read);
  }
}
