package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Cumulative;
import io.thalweg.Differences;
import io.thalweg.Differentiable;
import io.thalweg.Events;
import io.thalweg.Reparameterized;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The velocity of a law carries its mass as theta moves. */
class VelocityTest {

  static Stream<Named<Cumulative>> single() {
    return Laws.only(Laws.moderate().stream(), Cumulative.class)
        .filter(law -> law.getPayload().contexts() * law.getPayload().noise() == 1);
  }

  static Stream<Named<Reparameterized>> moderate() {
    return Laws.only(Laws.moderate().stream(), Reparameterized.class);
  }

  /** p u = -dF/dtheta. */
  @ParameterizedTest
  @MethodSource("single")
  void massThatCrossesAPointLeavesTheDistributionFunction(Cumulative law) {
    Events x = law.sample(7, new SplittableRandom(1));
    double[] log = law.logProbability(x);
    for (int i = 0; i < law.dimension(); i++) {
      double[] differences =
          Differences.derivative(
              theta -> ((Cumulative) law.at(theta)).cumulative(x), law.parameters(), i);
      double[] tangents = new double[law.dimension()];
      tangents[i] = 1;
      double[] flow = new double[log.length];
      law.velocity().pushforward(x, tangents, flow, 0);
      Arrays.setAll(flow, n -> -Math.exp(log[n]) * flow[n]);
      Differences.assertClose(differences, flow, 1);
    }
  }

  /** The divergence is the derivative of each velocity along its own coordinate, added up. */
  @ParameterizedTest
  @MethodSource("moderate")
  void divergenceMatchesCentralDifferences(Reparameterized law) {
    Events x = law.sample(1, new SplittableRandom(2));
    double[] sum = new double[law.parameters().length];
    double[] divergence = new double[sum.length];
    double[] ones = new double[law.contexts()];
    Arrays.fill(ones, 1);
    law.velocity().addDivergence(x, ones, divergence);
    for (int i = 0; i < x.values().length; i++) {
      double[] cotangents = new double[x.values().length];
      cotangents[i] = 1;
      double[] change =
          Differences.derivative(
              at -> pullback(law, Events.ofPoints(at, x), cotangents), x.values(), i);
      Arrays.setAll(sum, j -> sum[j] + change[j]);
    }
    Differences.assertClose(sum, divergence, 10);
  }

  private static double[] pullback(Reparameterized law, Events x, double[] cotangents) {
    double[] gradient = new double[law.parameters().length];
    law.velocity().pullback(x, cotangents, 0, gradient);
    return gradient;
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#differentiable")
  void densityGradientMatchesCentralDifferences(Differentiable law) {
    Events x = law.sample(3, new SplittableRandom(2));
    double[] gradient = law.densityGradient(x);
    for (int i = 0; i < gradient.length; i++) {
      // Small against the distance from the end of the support, near which the slope is large.
      double step =
          1e-5 * Math.min(Math.min(Math.abs(x.values()[i]), 1), 1 / Math.abs(gradient[i]));
      double[] above = x.values().clone();
      double[] below = x.values().clone();
      above[i] += step;
      below[i] -= step;
      double up = log(law, above, x);
      double down = log(law, below, x);
      double difference = (up - down) / (above[i] - below[i]);
      // Truncation is 1e-10 of the third derivative, rounding some 1e-15 of the log-densities over
      // the step; the mean size of the terms bounds both with room to spare.
      double tolerance = 1e-8 * (1 + Math.abs(gradient[i])) + 1e-15 * (1 + Math.abs(up)) / step;
      assertEquals(difference, gradient[i], tolerance, "coordinate " + i + " at " + x.values()[i]);
    }
  }

  private static double log(Differentiable law, double[] at, Events shape) {
    return Arrays.stream(law.logProbability(Events.ofPoints(at, shape))).sum();
  }
}
