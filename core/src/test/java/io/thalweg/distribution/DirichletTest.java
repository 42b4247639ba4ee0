package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.Events;
import io.thalweg.Means;
import io.thalweg.support.Uniforms;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of a law on the simplex. */
@Tag("proof")
class DirichletTest {

  private static final double[] EIGHTH_ORDER = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};

  /** The first of two shares is a beta variable. */
  @Test
  void twoSharesAreOneBetaVariable() {
    Dirichlet law = Dirichlet.of(0.7, 2.5);
    Beta first = Beta.of(0.7, 2.5);
    double[] u = {0.1, 0.5, 0.93};
    Events x = law.transform(u);
    Events one = first.transform(u);
    for (int row = 0; row < 3; row++) {
      assertEquals(one.values()[row], x.values()[2 * row], 1e-14);
      assertEquals(1 - one.values()[row], x.values()[2 * row + 1], 1e-14);
    }
    assertArrayEquals(first.logProbability(one), law.logProbability(x), 1e-13);
    assertArrayEquals(first.scores(one), law.scores(x), 1e-13);
    for (int i = 0; i < 2; i++) {
      double[] tangents = new double[2];
      tangents[i] = 1;
      double[] both = new double[6];
      double[] alone = new double[3];
      law.velocity().pushforward(x, tangents, both, 0);
      first.velocity().pushforward(one, tangents, alone, 0);
      for (int row = 0; row < 3; row++) {
        assertEquals(alone[row], both[2 * row], 1e-9);
        assertEquals(-alone[row], both[2 * row + 1], 1e-9);
      }
    }
  }

  static Stream<Arguments> concentrations() {
    double[] some = {1e-2, 0.3, 1, 20, 1e4};
    return Arrays.stream(some)
        .boxed()
        .flatMap(a -> Arrays.stream(some).mapToObj(b -> Arguments.of(a, b)));
  }

  /**
   * p u = -dF/dlog alpha of a share, by differences of the eighth order, at both ends of (0, 1).
   */
  @ParameterizedTest
  @MethodSource("concentrations")
  void velocityIsThatOfTheMarginal(double a, double b) {
    Dirichlet law = Dirichlet.of(a, b);
    for (double u : new double[] {0.2, 0.5, 0.9}) {
      Events x = law.transform(new double[] {u});
      double share = x.value(0)[0];
      double rest = x.value(0)[1];
      double step = 0.2 / Math.sqrt(1 + a);
      DoubleUnaryOperator below =
          log ->
              share < rest
                  ? RegularizedBeta.value(share, a * Math.exp(log), b)
                  : -RegularizedBeta.value(rest, b, a * Math.exp(log));
      double slope = 0;
      for (int k = 0; k < EIGHTH_ORDER.length; k++) {
        double h = (k + 1) * step;
        slope += EIGHTH_ORDER[k] * (below.applyAsDouble(h) - below.applyAsDouble(-h)) / step;
      }
      double[] velocity = new double[2];
      law.velocity().pushforward(x, new double[] {1, 0}, velocity, 0);
      double flow = Math.exp(law.logProbability(x)[0]) * velocity[0];
      // The step is a fifth of the width of F in log alpha: 0.2^8 / 630 = 4e-9 of it is cut off.
      assertEquals(-slope, flow, 1e-6 * Math.abs(slope), "at " + share);
      assertEquals(-velocity[0], velocity[1], 1e-15 * Math.abs(velocity[0]));
    }
  }

  /** dp/dtheta + div(p u) = 0 where the first two of three coordinates are free. */
  @Test
  void massIsCarriedOverTheFirstCoordinates() {
    Dirichlet law = Dirichlet.of(0.8, 1.7, 2.4);
    double[] free = {0.15, 0.6};
    Events x = Events.of(simplex(free), 1, 3);
    double density = Math.exp(law.logProbability(x)[0]);
    for (int k = 0; k < 3; k++) {
      int parameter = k;
      double spread = 0;
      for (int i = 0; i < 2; i++) {
        int coordinate = i;
        spread +=
            Differences.derivative(
                at -> new double[] {flow(law, at, parameter)[coordinate]}, free, i)[0];
      }
      Differences.assertClose(
          new double[] {-density * law.scores(x)[k]}, new double[] {spread}, 10);
      double[] divergence = new double[3];
      law.velocity().addDivergence(x, new double[] {1}, divergence);
      double[] pulled = new double[3];
      law.velocity().pullback(x, law.densityGradient(x), 0, pulled);
      assertEquals(spread / density, divergence[k] + pulled[k], 1e-7);
    }
  }

  private static double[] simplex(double[] free) {
    return new double[] {free[0], free[1], 1 - free[0] - free[1]};
  }

  private static double[] flow(Dirichlet law, double[] free, int parameter) {
    Events x = Events.of(simplex(free), 1, 3);
    double[] tangents = new double[3];
    tangents[parameter] = 1;
    double[] u = new double[3];
    law.velocity().pushforward(x, tangents, u, 0);
    double density = Math.exp(law.logProbability(x)[0]);
    assertEquals(0, Arrays.stream(u).sum(), 1e-15);
    return Arrays.stream(u).map(v -> density * v).toArray();
  }

  @Test
  void samplesAndTransformedNoiseHaveMeansAndCovariances() {
    SplittableRandom random = new SplittableRandom(81);
    double[] alphas = {0.4, 2, 1.1};
    Dirichlet law = Dirichlet.of(alphas);
    assertMoments(alphas, law.sample(200_000, random));
    assertMoments(alphas, law.transform(Uniforms.open(random, 40_000)));
  }

  private static void assertMoments(double[] alphas, Events x) {
    double total = Arrays.stream(alphas).sum();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j <= i; j++) {
        Means first = new Means();
        Means product = new Means();
        for (int at = 0; at < x.values().length; at += 3) {
          first.add(x.values()[at + i]);
          product.add(x.values()[at + i] * x.values()[at + j]);
        }
        first.assertMean(alphas[i] / total, "mean " + i);
        product.assertMean(
            alphas[i] * (alphas[j] + (i == j ? 1 : 0)) / total / (total + 1),
            "product of %d and %d".formatted(i, j));
      }
    }
    for (int row = 0; row < x.count(); row++) {
      assertEquals(1, Arrays.stream(x.value(row)).sum(), 1e-14);
    }
  }

  /** A thousandth of the draws are below the least number, and the mean score is 0 for all that. */
  @Test
  void meanScoreIsZeroWhereSharesAreTooSmallForADouble() {
    Dirichlet law = Dirichlet.of(0.01, 0.01, 1);
    Events x = law.sample(200_000, new SplittableRandom(82));
    double[] scores = law.scores(x);
    assertTrue(Arrays.stream(x.values()).anyMatch(share -> share == 1e-300));
    for (int i = 0; i < 3; i++) {
      Means mean = new Means();
      for (int at = i; at < scores.length; at += 3) {
        mean.add(scores[at]);
      }
      mean.assertMean(0, "score " + i);
    }
    double[] probability = law.logProbability(Events.of(new double[] {1e-300, 0.5, 0.5}, 1, 3));
    assertTrue(Double.isFinite(probability[0]));
  }

  @Test
  void badParametersAreNamed() {
    assertRefused(
        "Dirichlet: the concentration of coordinate 1 is 0.0; it must be finite and above 0", 1, 0);
    assertRefused("Dirichlet: the concentration is NaN; it must be finite and above 0", Double.NaN);
    assertRefused("the number of concentrations is 1; it must be at least 2", 1);
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Dirichlet.of(1, 1).at(new double[] {0, 0, 0, 800}));
    assertEquals(
        "Dirichlet: concentration 1 of context 1 is Infinity; it must be finite and above 0",
        thrown.getMessage());
  }

  private static void assertRefused(String message, double... concentrations) {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Dirichlet.of(concentrations));
    assertEquals(message, thrown.getMessage());
  }
}
