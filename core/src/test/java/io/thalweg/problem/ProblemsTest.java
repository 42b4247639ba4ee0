package io.thalweg.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Poisson;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {

  static List<Problem> problems() {
    return Problems.all();
  }

  @Test
  void idsAreThoseOfTheCommandLine() {
    assertEquals(
        List.of(
            "toy",
            "toy45",
            "cos",
            "arsm30",
            "bits10",
            "gaussian",
            "newsvendor",
            "queue",
            "evidence"),
        problems().stream().map(Problem::id).toList());
  }

  static List<Problem> smooth() {
    return problems().stream()
        .filter(problem -> problem.objective() instanceof DifferentiableObjective)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void gradientMatchesCentralDifferences(Problem problem) {
    DifferentiableObjective f =
        assertInstanceOf(DifferentiableObjective.class, problem.objective());
    Events x = problem.law().sample(1, new SplittableRandom(1));
    double[] point = new SplittableRandom(2).doubles(x.pointSize()).toArray();
    double[] differences =
        Differences.gradient(p -> f.evaluate(Events.ofPoints(p, x)).values()[0], point);
    Events relaxed = Events.ofPoints(point, x);
    Differences.assertClose(differences, f.evaluate(relaxed).gradients(), 10);
  }

  @Test
  void cosineOfCategoryIsThatOfItsIndex() {
    Events x = Categorical.ofLogits(0, 0, 0, 0).outcomes(0, 4);
    double[] expected = {1, Math.cos(1), Math.cos(2), Math.cos(3)};
    assertArrayEquals(expected, Problems.cosine().evaluate(x).values());
  }

  /** The published optimum is 0.5333 and the gradient of a uniform start follows from it. */
  @Test
  void rewardRisesInEqualStepsToItsPublishedOptimum() {
    Categorical law = Categorical.ofLogits(new double[30]);
    double[] values = Problems.reward(30).evaluate(law.outcomes(0, 30)).values();
    double[] expected = new double[30];
    Arrays.setAll(expected, k -> 0.5 + (k + 1) / 900.0);
    assertArrayEquals(expected, values, 1e-15);
    assertEquals(0.5333, values[29], 5e-5);
    double[] exact = new double[30];
    Arrays.setAll(exact, k -> (k - 14.5) / 900 / 30);
    assertArrayEquals(exact, ExactGradient.of(law, Problems.reward(30)), 1e-16);
  }

  @Test
  void squareAndQuadraticHaveTheirValues() {
    Events bits = Events.of(new double[] {1, 0}, 1, 1);
    double[] squares = Problems.square(0.499).evaluate(bits).values();
    assertArrayEquals(new double[] {0.251001, 0.249001}, squares, 1e-15);
    double[] ones = new double[10];
    Arrays.fill(ones, 1);
    // a adds up to 1.6 and the ring to 0.8.
    double[] values = Problems.quadratic().evaluate(Events.of(ones, 1, 10)).values();
    assertEquals(0.5 * 0.6 * 0.6 + 0.8, values[0], 1e-15);
  }

  /** Gaps of 1: the waits are 0, 2, 1.5, 0.5 and 1, in one busy spell. */
  @Test
  void queueFollowsLindley() {
    double[] services = {3, 0.5, 0, 1.5, 9};
    Events x = Events.of(services, 1, 5);
    var answer = Problems.queue(1).evaluate(x);
    assertEquals((2 + 1.5 + 0.5 + 1) / 5, answer.values()[0], 1e-15);
    assertArrayEquals(new double[] {0.8, 0.6, 0.4, 0.2, 0}, answer.gradients(), 1e-15);
    // Nobody waits after the third, where a new spell begins.
    var free = Problems.queue(1).evaluate(Events.of(new double[] {3, 0, 0, 2, 9}, 1, 5));
    assertArrayEquals(new double[] {0.4, 0.2, 0, 0.2, 0}, free.gradients(), 1e-15);
  }

  /** The evidence is that of y ~ N(0, 1 + 1/2), so that log p(x, y) less it integrates to 1. */
  @Test
  void jointDensityHoldsTheEvidence() {
    double sum = 0;
    double step = 0.01;
    for (double x = -10; x < 10; x += step) {
      Events point = Events.of(new double[] {x}, 1, 1);
      sum += step * Math.exp(Problems.joint(1.2, 0.5).evaluate(point).values()[0]);
    }
    double evidence = Math.exp(-0.5 * 1.2 * 1.2 / 1.5) / Math.sqrt(2 * Math.PI * 1.5);
    assertEquals(evidence, sum, 1e-12);
  }

  /** E min(x, 10) = sum over k &lt; 10 of P(x > k), whose derivative in the rate is P(x = k). */
  @Test
  void newsvendorHasItsClosedForm() {
    double below = 0;
    double p = Math.exp(-8);
    for (int k = 0; k < 10; k++) {
      below += p;
      p *= 8.0 / (k + 1);
    }
    double[] found = ExactGradient.find(Poisson.of(8), Problems.newsvendor(10)).orElseThrow();
    assertArrayEquals(new double[] {3 * 8 * below}, found, 1e-9);
  }
}
