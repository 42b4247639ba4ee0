package io.thalweg.estimator.pathwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Reparameterized;
import io.thalweg.Scripted;
import io.thalweg.distribution.Gaussian;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Means of differences, integrated over their noise, and how both depend on the step. */
class FiniteDifferenceTest {

  private static final double MEAN = 0.3;
  private static final double DEVIATION = 0.6;
  private static final Gaussian LAW = Gaussian.of(MEAN, DEVIATION);
  private static final Objective WAVE = x -> Math.sin(2 * x[0]) + x[0] * x[0];
  // The rule of trapezoids has 13 digits for the product of a normal density and a smooth f.
  private static final double NODES_PER_UNIT = 8;
  private static final double END = 8;
  private static final int GRID = 20_000;

  /** E f at a mean and a logarithm of the deviation. */
  private static double expectation(double... theta) {
    double variance = Math.exp(2 * theta[1]);
    return Math.exp(-2 * variance) * Math.sin(2 * theta[0]) + theta[0] * theta[0] + variance;
  }

  private static double[] gradient() {
    double variance = DEVIATION * DEVIATION;
    double damping = Math.exp(-2 * variance);
    return new double[] {
      2 * damping * Math.cos(2 * MEAN) + 2 * MEAN,
      -4 * variance * damping * Math.sin(2 * MEAN) + 2 * variance
    };
  }

  /** The mean of an estimate over its last uniform number, behind those that are given. */
  private static double[] mean(Estimator<Reparameterized, Objective> estimator, double... given) {
    double[] mean = new double[2];
    double[] u = Arrays.copyOf(given, given.length + 1);
    for (int n = (int) (-END * NODES_PER_UNIT); n <= END * NODES_PER_UNIT; n++) {
      double noise = n / NODES_PER_UNIT;
      Events at = Events.of(new double[] {noise}, 1, 1);
      u[given.length] = Gaussian.of(0, 1).cumulative(at)[0];
      double weight = Math.exp(Gaussian.of(0, 1).logProbability(at)[0]) / NODES_PER_UNIT;
      double[] one = estimator.estimate(LAW, WAVE, new Scripted(u)).gradient();
      mean[0] += weight * one[0];
      mean[1] += weight * one[1];
    }
    return mean;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.1, 0.001})
  void meanIsTheCentralDifferenceOfTheMeanOfTheObjective(double step) {
    double[] theta = LAW.parameters();
    double[] expected = {
      (expectation(theta[0] + step, theta[1]) - expectation(theta[0] - step, theta[1]))
          / (2 * step),
      (expectation(theta[0], theta[1] + step) - expectation(theta[0], theta[1] - step)) / (2 * step)
    };
    // Rounding of u, as the noise far out, is divided by the step.
    assertArrayEquals(expected, mean(new FiniteDifference(step)), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.1, 0.001})
  void meanOfTheRandomDirectionIsThatOverAllDirections(double step) {
    double[] theta = LAW.parameters();
    double[] expected = new double[2];
    double[] mean = new double[2];
    for (int signs = 0; signs < 4; signs++) {
      double[] d = {signs % 2 == 0 ? -1 : 1, signs / 2 == 0 ? -1 : 1};
      double difference =
          (expectation(theta[0] + step * d[0], theta[1] + step * d[1])
                  - expectation(theta[0] - step * d[0], theta[1] - step * d[1]))
              / (2 * step);
      double[] given = mean(new Spsa(step), 0.5 + d[0] / 4, 0.5 + d[1] / 4);
      for (int i = 0; i < 2; i++) {
        expected[i] += d[i] * difference / 4;
        mean[i] += given[i] / 4;
      }
    }
    assertArrayEquals(expected, mean, 1e-9);
  }

  /** The next term of the bias is of the order of h^4, 0.3 % of the first at these steps. */
  @Test
  void biasFallsWithTheSquareOfTheStep() {
    double[] wide = mean(new FiniteDifference(0.1));
    double[] narrow = mean(new FiniteDifference(0.05));
    for (int i = 0; i < 2; i++) {
      double bias = wide[i] - gradient()[i];
      assertTrue(Math.abs(bias) > 1e-3);
      assertEquals(4, bias / (narrow[i] - gradient()[i]), 0.04);
    }
  }

  /**
   * A pair tells of the jump if it lies between, with a probability in proportion to h, and then
   * counts 1 / (2 h). REINFORCE has the lower second moment at all of these steps.
   */
  @Test
  void varianceAtAJumpGrowsAsTheStepFalls() {
    Objective jump = x -> x[0] > 0.5 ? 1 : 0;
    double reinforce =
        meanOverGrid(
            u -> {
              Events x = LAW.transform(new double[] {u});
              return Math.pow(jump.value(x.values()) * LAW.scores(x)[0], 2);
            });
    for (double step : new double[] {0.1, 0.01, 0.002}) {
      FiniteDifference estimator = new FiniteDifference(step);
      double square =
          meanOverGrid(
              u -> Math.pow(estimator.estimate(LAW, jump, new Scripted(u)).gradient()[0], 2));
      double chance = below(0.5 + step) - below(0.5 - step);
      // Each end of the interval between falls into one cell of the grid.
      assertEquals(chance / (4 * step * step), square, 2.0 / GRID / (4 * step * step));
      assertTrue(square > reinforce);
    }
  }

  private static double below(double x) {
    return LAW.cumulative(Events.of(new double[] {x}, 1, 1))[0];
  }

  private static double meanOverGrid(DoubleUnaryOperator ofUniform) {
    double sum = 0;
    for (int n = 0; n < GRID; n++) {
      sum += ofUniform.applyAsDouble((n + 0.5) / GRID) / GRID;
    }
    return sum;
  }

  @Test
  void linearFunctionsOfALocationAreDifferencedWithoutError() {
    Gaussian law = Gaussian.of(new double[] {1, -2}, new double[] {0.5, 2});
    Objective f = x -> 3 * x[0] - x[1];
    double[] g = new FiniteDifference(0.2).estimate(law, f, new SplittableRandom(1)).gradient();
    assertArrayEquals(new double[] {3, -1}, Arrays.copyOf(g, 2), 1e-14);
  }

  /** The slope of the other parameter is noise: 3 + 1 or 3 - 1 for the first, and so on. */
  @Test
  void randomDirectionMixesTheSlopesOfAllParameters() {
    Gaussian law = Gaussian.of(new double[] {1, -2}, new double[] {1e-9, 1e-9});
    Objective f = x -> 3 * x[0] - x[1];
    double[] seen = new double[50];
    SplittableRandom random = new SplittableRandom(1);
    Arrays.setAll(seen, n -> Math.rint(new Spsa(0.2).estimate(law, f, random).gradient()[0]));
    assertArrayEquals(new double[] {2, 4}, Arrays.stream(seen).distinct().sorted().toArray());
  }

  @Test
  void contextsHaveDirectionsAndNoiseOfTheirOwn() {
    Gaussian law = Gaussian.of(new double[40], filled()).inContexts(40);
    Estimate estimate = new Spsa(0.1).estimate(law, x -> x[0], new SplittableRandom(1));
    assertEquals(80, estimate.evaluations());
    assertEquals(80, Arrays.stream(estimate.events().values()).distinct().count());
    long up = Arrays.stream(estimate.gradient()).filter(g -> g > 0).count();
    assertTrue(up > 40 && up < 80);
  }

  private static double[] filled() {
    double[] deviations = new double[40];
    Arrays.fill(deviations, 1);
    return deviations;
  }

  @Test
  void stepsThatAreNotAboveZeroAreRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new FiniteDifference(0));
    assertEquals(
        "the step of a finite difference is 0.0; it must be finite and above 0",
        thrown.getMessage());
    thrown = assertThrows(IllegalArgumentException.class, () -> new Spsa(-1));
    assertEquals("the step of SPSA is -1.0; it must be finite and above 0", thrown.getMessage());
  }
}
