package io.thalweg.estimator.relaxation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Scripted;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.internal.Numerics;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Effects of further relaxations of one draw. */
class GumbelRaoTest {

  private static final double TEMPERATURE = 0.5;
  private static final int DRAWS = 20_000;
  private static final DifferentiableObjective CURVED =
      DifferentiableObjective.of(
          x -> Math.sin(x[0] + 2 * x[1]),
          x -> {
            double[] slopes = new double[x.length];
            slopes[0] = Math.cos(x[0] + 2 * x[1]);
            slopes[1] = 2 * slopes[0];
            return slopes;
          });

  static Stream<Concrete> laws() {
    return Stream.of(
        Bernoulli.ofLogits(0.4, -0.9),
        Categorical.ofLogits(0.1, -0.4, 0.6, 0.9),
        PlackettLuce.ofLogits(0.2, -0.4, 0.6));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void oneRelaxationIsStraightThroughGumbelSoftmax(Concrete law) {
    assertArrayEquals(
        new GumbelStraightThrough(TEMPERATURE)
            .estimate(law, CURVED, new SplittableRandom(1))
            .gradient(),
        new GumbelRao(1, TEMPERATURE).estimate(law, CURVED, new SplittableRandom(1)).gradient());
  }

  /** The relaxed variables given b by the two steps of REBAR, v' = v (1 - p) or v p + 1 - p. */
  @Test
  void relaxationsAreDrawnGivenTheDrawAndMoveWithTheLogit() {
    double logit = 0.4;
    double p = Numerics.sigmoid(logit);
    double slope = 3;
    DifferentiableObjective f =
        DifferentiableObjective.of(b -> 0, b -> new double[] {slope * (1 + b[0])});
    for (double u : new double[] {0.2, 0.9}) {
      double b = u > 1 - p ? 1 : 0;
      double[] v = {0.3, 0.6};
      double expected = 0;
      for (double one : new double[] {u, uniform(v[0], b, p), uniform(v[1], b, p)}) {
        double y = Numerics.sigmoid((logit + Numerics.logit(one)) / TEMPERATURE);
        expected += y * (1 - y) / TEMPERATURE * slope * (1 + b) / 3;
      }
      double[] gradient =
          new GumbelRao(3, TEMPERATURE)
              .estimate(Bernoulli.ofLogits(logit), f, new Scripted(u, v[0], v[1]))
              .gradient();
      assertEquals(expected, gradient[0], 1e-13);
    }
  }

  private static double uniform(double v, double b, double p) {
    return b > 0 ? v * p + 1 - p : v * (1 - p);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void furtherRelaxationsLeaveTheMeanAndLowerTheVariance(Concrete law) {
    VarianceReport one = report(law, 1);
    VarianceReport ten = report(law, 10);
    for (int i = 0; i < law.dimension(); i++) {
      double error = Math.hypot(one.standardErrors()[i], ten.standardErrors()[i]);
      assertEquals(one.mean()[i], ten.mean()[i], Alarms.CRITICAL_Z * error);
      // A tenth of the largest slope, so that another mean would be seen.
      assertTrue(Alarms.CRITICAL_Z * error < 0.1);
    }
    assertTrue(ten.varianceInterval().high() < one.varianceInterval().low());
  }

  private static VarianceReport report(Concrete law, int relaxations) {
    return VarianceReport.of(
        new GumbelRao(relaxations, TEMPERATURE),
        law,
        CURVED,
        DRAWS,
        new SplittableRandom(relaxations));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new GumbelRao(0, 1));
    assertEquals(
        "the number of relaxations of Gumbel-Rao is 0; it must be at least 1", thrown.getMessage());
    thrown = assertThrows(IllegalArgumentException.class, () -> new GumbelRao(1, 0));
    assertEquals(
        "the temperature of Gumbel-Rao is 0.0; it must be finite and above 0", thrown.getMessage());
  }
}
