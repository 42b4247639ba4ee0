package io.thalweg.estimator.relaxation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Finite;
import io.thalweg.Squashed;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.optimizer.Descent;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gains of MuProp by a scale and by the second order; the suite shows that they have no bias. */
class MuPropTest {

  static Stream<Squashed> laws() {
    return Stream.of(
        Bernoulli.ofLogits(new double[] {0.4, -0.9, 1.3, 0.2, -2, 1}).inContexts(2),
        Categorical.ofLogits(new double[] {0.1, -0.4, 0.6, 0.9, 0.3, -1}, 3));
  }

  /** f(x) = (sum_i c_i x_i)^2 + x_0 + x_0^2 / 2 with c_i = i + 1, of which all products count. */
  private static DifferentiableObjective quadratic() {
    return DifferentiableObjective.of(
        x -> sum(x) * sum(x) + x[0] + x[0] * x[0] / 2,
        x -> {
          double[] slopes = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            slopes[i] = 2 * sum(x) * (i + 1);
          }
          slopes[0] += 1 + x[0];
          return slopes;
        });
  }

  private static double sum(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (i + 1) * x[i];
    }
    return sum;
  }

  /** Second derivatives are central differences here, of about nine digits. */
  @ParameterizedTest
  @MethodSource("laws")
  void secondOrderIsExactForAQuadraticObjective(Squashed law) {
    double[] exact = ExactGradient.of((Finite) law, quadratic());
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 0; n < 20; n++) {
      assertArrayEquals(
          exact, new SecondOrderMuProp().estimate(law, quadratic(), random).gradient(), 1e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void scaleBeginsAtMuProp(Squashed law) {
    assertArrayEquals(
        new MuProp().estimate(law, quadratic(), new SplittableRandom(1)).gradient(),
        new ScaledMuProp(0.99).estimate(law, quadratic(), new SplittableRandom(1)).gradient(),
        1e-13);
  }

  /** The slope of f at the mean is the opposite of that between the outcomes. */
  @Test
  void scaleIsLearnedWhereTheSlopeAtTheMeanMisleads() {
    Bernoulli law = Bernoulli.ofLogits(0.3, -0.2);
    double turns = 3 * Math.PI;
    DifferentiableObjective f =
        DifferentiableObjective.of(
            b -> Math.sin(turns * b[0]) + b[0] + 0.5 * b[1],
            b -> new double[] {turns * Math.cos(turns * b[0]) + 1, 0.5});
    SplittableRandom random = new SplittableRandom(1);
    ScaledMuProp scaled = new ScaledMuProp(0.99);
    for (int step = 0; step < 1_000; step++) {
      Descent.learn(scaled, law, f, random);
    }
    var learned = VarianceReport.of(scaled, law, f, 20_000, random);
    var plain = VarianceReport.of(new MuProp(), law, f, 20_000, random);
    assertTrue(learned.varianceInterval().high() < plain.varianceInterval().low() / 4);
  }
}
