package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Differences;
import io.thalweg.Events;
import io.thalweg.Means;
import io.thalweg.support.Uniforms;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MultivariateGaussianTest {

  private static final double[][] COVARIANCE = {
    {1.5, 0.4, -0.6}, {0.4, 0.8, 0.2}, {-0.6, 0.2, 2.1}
  };
  private static final MultivariateGaussian LAW =
      MultivariateGaussian.of(new double[] {0.5, -1, 2}, COVARIANCE);

  /** The density of two variables as textbooks have it. */
  @Test
  void logProbabilityIsThatOfTheCovariance() {
    double[][] covariance = {{2, -0.7}, {-0.7, 0.5}};
    MultivariateGaussian law = MultivariateGaussian.of(new double[] {1, 3}, covariance);
    double[] x = {0.2, 4.1};
    double determinant = 2 * 0.5 - 0.7 * 0.7;
    double square = (0.5 * 0.64 + 2 * 0.7 * -0.8 * 1.1 + 2 * 1.21) / determinant;
    double expected = -square / 2 - 0.5 * Math.log(determinant) - Math.log(2 * Math.PI);
    assertEquals(expected, law.logProbability(Events.of(x, 1, 2))[0], 1e-14);
  }

  @Test
  void oneVariableIsAGaussian() {
    MultivariateGaussian law = MultivariateGaussian.of(new double[] {0.3}, new double[][] {{4}});
    Gaussian same = Gaussian.of(0.3, 2);
    assertArrayEquals(same.parameters(), law.parameters(), 1e-16);
    Events x = Events.of(new double[] {-1, 0.3, 5}, 1, 1);
    assertArrayEquals(same.logProbability(x), law.logProbability(x), 1e-15);
    assertArrayEquals(same.scores(x), law.scores(x), 1e-15);
    assertArrayEquals(same.densityGradient(x), law.densityGradient(x), 1e-16);
    double[] u = {0.01, 0.5, 0.8};
    assertArrayEquals(same.transform(u).values(), law.transform(u).values(), 1e-15);
  }

  /** d log p/dtheta + u . grad log p + div u = 0 at every x, with the divergence by differences. */
  @Test
  void velocitySatisfiesTheContinuityEquation() {
    MultivariateGaussian law =
        MultivariateGaussian.of(new double[2], new double[][] {{1, 0}, {0, 1}})
            .at(new double[] {0.1, -0.4, 0.3, 0.9, -0.5, 2, 1, 0.6, -1.3, 0.2});
    Events x = law.sample(1, new SplittableRandom(71));
    double[] ones = {1, 1};
    double[] sum = law.weightedScore(x, ones);
    law.velocity().pullback(x, law.densityGradient(x), 0, sum);
    law.velocity().addDivergence(x, ones, sum);
    // Terms are below 100, and each is the sum of a few roundings.
    assertArrayEquals(new double[10], sum, 1e-12);
    double[] divergence = new double[10];
    law.velocity().addDivergence(x, ones, divergence);
    double[] differences = new double[10];
    for (int i = 0; i < 4; i++) {
      double[] slope = Differences.derivative(at -> velocity(law, at), x.values(), i);
      for (int k = 0; k < 5; k++) {
        differences[i / 2 * 5 + k] += slope[k * 4 + i];
      }
    }
    Differences.assertClose(differences, divergence, 1);
  }

  /** The velocity of both contexts for each parameter, [5 x contexts x variables]. */
  private static double[] velocity(MultivariateGaussian law, double[] x) {
    double[] u = new double[20];
    for (int k = 0; k < 5; k++) {
      double[] tangents = new double[10];
      tangents[k] = 1;
      tangents[5 + k] = 1;
      law.velocity().pushforward(Events.of(x, 2, 2), tangents, u, 4 * k);
    }
    return u;
  }

  @Test
  void densityGradientMatchesCentralDifferences() {
    Events x = LAW.sample(1, new SplittableRandom(72));
    double[] differences =
        Differences.gradient(at -> LAW.logProbability(Events.of(at, 1, 3))[0], x.values());
    Differences.assertClose(differences, LAW.densityGradient(x), LAW.logProbability(x)[0]);
  }

  @Test
  void samplesAndTransformedNoiseHaveMeanAndCovariance() {
    SplittableRandom random = new SplittableRandom(73);
    assertMoments(LAW.sample(200_000, random));
    assertMoments(LAW.transform(Uniforms.open(random, 600_000)));
  }

  private static void assertMoments(Events x) {
    double[] mean = LAW.parameters();
    for (int i = 0; i < 3; i++) {
      Means first = new Means();
      for (int row = 0; row < x.count(); row++) {
        first.add(x.values()[row * 3 + i]);
      }
      first.assertMean(mean[i], "mean " + i);
      for (int j = 0; j <= i; j++) {
        Means product = new Means();
        for (int at = 0; at < x.values().length; at += 3) {
          product.add((x.values()[at + i] - mean[i]) * (x.values()[at + j] - mean[j]));
        }
        product.assertMean(COVARIANCE[i][j], "covariance of %d and %d".formatted(i, j));
      }
    }
  }

  /** 0.7 times 1.1 times 0.3 depends on the order in its last digit. */
  @Test
  void covarianceIsSymmetricToRounding() {
    double one = 0.7 * 1.1 * 0.3;
    double other = 0.7 * 0.3 * 1.1;
    assertNotEquals(one, other);
    double[][] covariance = {{1.21, one}, {other, 0.09}};
    MultivariateGaussian law = MultivariateGaussian.of(new double[2], covariance);
    assertEquals(2, law.shape().size());
  }

  @Test
  void covariancesThatAreNoneAreNamed() {
    assertRefused(
        "MultivariateGaussian: the covariance is not positive definite; its leading minor of order"
            + " 2 must be above 0",
        new double[][] {{1, 2, 0}, {2, 4, 0}, {0, 0, 1}});
    assertRefused(
        "MultivariateGaussian: the covariance is not positive definite; its leading minor of order"
            + " 1 must be above 0",
        new double[][] {{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    assertRefused(
        "MultivariateGaussian: the covariance of variables 2 and 0 is 0.25 and 0.5; it must be"
            + " finite and symmetric",
        new double[][] {{1, 0, 0.5}, {0, 1, 0}, {0.25, 0, 1}});
    assertRefused(
        "MultivariateGaussian: the covariance of variables 1 and 1 is NaN and NaN; it must be"
            + " finite and symmetric",
        new double[][] {{1, 0, 0}, {0, Double.NaN, 0}, {0, 0, 1}});
    assertRefused(
        "MultivariateGaussian: the covariance has 2 rows; it must have 3", new double[2][3]);
    assertRefused(
        "MultivariateGaussian: a row of the covariance has 2 numbers; it must have 3",
        new double[3][2]);
  }

  @Test
  void parametersOutOfRangeAreNamed() {
    double[] parameters = new double[18];
    parameters[12] = 800;
    var thrown = assertThrows(IllegalArgumentException.class, () -> LAW.at(parameters));
    assertEquals(
        "MultivariateGaussian: entry 0 of the factor's diagonal of context 1 is Infinity; it must"
            + " be finite and above 0",
        thrown.getMessage());
    Arrays.fill(parameters, Double.NaN);
    thrown = assertThrows(IllegalArgumentException.class, () -> LAW.at(parameters));
    assertEquals(
        "MultivariateGaussian: parameter 0 of context 0 is NaN; it must be finite",
        thrown.getMessage());
  }

  private static void assertRefused(String message, double[][] covariance) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> MultivariateGaussian.of(new double[3], covariance));
    assertEquals(message, thrown.getMessage());
  }
}
