package io.thalweg.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.thalweg.Checked;
import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Ordinal;
import io.thalweg.Reparameterized;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.distribution.Poisson;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {

  static List<Problem> problems() {
    return Problems.all().stream().map(Problems.Entry::make).toList();
  }

  @Test
  void idsAreThoseOfTheCommandLine() {
    String ids =
        """
        toy toy45 cos arsm30 bits10 orders8
        square20 tanh20 cubic20 abs20 step20 max20 tanh50 ring50 abs100 tanh200 table10x5 table4x30
        sat30 nk30 knapsack30 cut40
        newsvendor queue tries claims delay
        gaussian x2 x4 cos1 cos2 cos5 sigmoid chaos tail rare quadratic100 product100 beta student
        o-rings evidence symptoms
        ridge digital logsumexp rosenbrock rastrigin basket radius odds geometric weakest plane-wave
        """;
    assertEquals(
        List.of(ids.split("\\s+")), Problems.all().stream().map(Problems.Entry::id).toList());
  }

  @Test
  void problemsAreFoundByTheirNames() {
    for (Problems.Entry entry : Problems.all()) {
      Problem problem = Problems.find(entry.id()).orElseThrow();
      assertEquals(entry.id(), problem.id());
      assertEquals(entry.title(), problem.title());
    }
    assertEquals(Optional.empty(), Problems.find("toy46"));
  }

  @Test
  void furtherInstancesAreOtherProblemsOfTheSameKind() {
    double[] x = new double[30];
    x[3] = 1;
    double first = Problems.find("nk30").orElseThrow().objective().value(x.clone());
    double own = Problems.find("nk30-0").orElseThrow().objective().value(x.clone());
    double other = Problems.find("nk30-1").orElseThrow().objective().value(x.clone());
    assertEquals(first, own);
    assertNotEquals(first, other);
    Problem parts = Problems.find("cut20x3-5").orElseThrow();
    assertEquals(20, parts.law().shape().size());
    assertEquals(3, parts.law().shape().categories());
    for (String id : List.of("sat3", "nk30x3", "cut20x1", "cut-1", "knapsack")) {
      assertEquals(Optional.empty(), Problems.find(id), id);
    }
  }

  @Test
  void kindsAreThoseOfLawsAndObjectives() {
    for (Problems.Entry entry : Problems.all()) {
      assertEquals(kind(entry.make()), entry.kind(), entry.id());
    }
  }

  private static Kind kind(Problem problem) {
    if (!problem.estimand().equals(Estimand.MEAN)) {
      if (problem.estimand() instanceof Estimand.Risk) {
        return Kind.RISK;
      }
      return problem.estimand() instanceof Estimand.Best ? Kind.BEST : Kind.BOUND;
    }
    if (problem.law() instanceof Factorized) {
      return Kind.FINITE;
    }
    if (problem.law() instanceof PlackettLuce) {
      return Kind.ORDERS;
    }
    if (problem.law() instanceof Ordinal) {
      return Kind.COUNTS;
    }
    assertInstanceOf(Reparameterized.class, problem.law());
    assertInstanceOf(DifferentiableObjective.class, problem.objective());
    return problem.law().contexts() == 1 ? Kind.SMOOTH : Kind.CONTEXTS;
  }

  @Test
  void whoeverAsksGetsTheSameFunctions() {
    for (Problems.Entry entry : Problems.all()) {
      Problem problem = entry.make();
      Problem again = entry.make();
      Events x = problem.law().sample(20, new SplittableRandom(1));
      double[] f = Checked.evaluate(problem.objective(), x).values();
      assertArrayEquals(f, again.objective().evaluate(x).values());
      assertArrayEquals(problem.law().parameters(), again.law().parameters());
    }
  }

  /**
   * Lists smooth problems. No step is short enough for differences of chaos, which has a closed
   * form.
   */
  static List<Problem> smooth() {
    return problems().stream()
        .filter(problem -> problem.objective() instanceof DifferentiableObjective)
        .filter(problem -> !problem.id().equals("chaos"))
        .toList();
  }

  /** s_n = sin^2(2^n phi), phi = asin sqrt(s_0), and dphi / dx = sqrt(s_0 (1 - s_0)) / 2. */
  @Test
  void logisticMapHasItsClosedForm() {
    Problem chaos = Problems.find("chaos").orElseThrow();
    Events x = chaos.law().sample(20, new SplittableRandom(3));
    var answer = ((DifferentiableObjective) chaos.objective()).evaluate(x);
    for (int i = 0; i < x.count(); i++) {
      double s = 1 / (1 + Math.exp(-x.values()[i]));
      double phi = 0x1p20 * Math.asin(Math.sqrt(s));
      double slope = 0x1p20 * Math.sin(2 * phi) * Math.sqrt(s * (1 - s)) / 2;
      assertEquals(Math.pow(Math.sin(phi), 2), answer.values()[i], 0x1p-30);
      assertEquals(slope, answer.gradients()[i], 0x1p20 * 0x1p-30);
    }
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
    assertArrayEquals(expected, Toys.cosine().evaluate(x).values());
  }

  /** The published optimum is 0.5333 and the gradient of a uniform start follows from it. */
  @Test
  void rewardRisesInEqualStepsToItsPublishedOptimum() {
    Categorical law = Categorical.ofLogits(new double[30]);
    double[] values = Toys.reward(30).evaluate(law.outcomes(0, 30)).values();
    double[] expected = new double[30];
    Arrays.setAll(expected, k -> 0.5 + (k + 1) / 900.0);
    assertArrayEquals(expected, values, 1e-15);
    assertEquals(0.5333, values[29], 5e-5);
    double[] exact = new double[30];
    Arrays.setAll(exact, k -> (k - 14.5) / 900 / 30);
    assertArrayEquals(exact, ExactGradient.of(law, Toys.reward(30)), 1e-16);
  }

  @Test
  void squareAndQuadraticHaveTheirValues() {
    Events bits = Events.of(new double[] {1, 0}, 1, 1);
    double[] squares = Toys.square(0.499).evaluate(bits).values();
    assertArrayEquals(new double[] {0.251001, 0.249001}, squares, 1e-15);
    double[] ones = new double[10];
    Arrays.fill(ones, 1);
    // a adds up to 1.6 and the ring to 0.8.
    double[] values = Toys.quadratic().evaluate(Events.of(ones, 1, 10)).values();
    assertEquals(0.5 * 0.6 * 0.6 + 0.8, values[0], 1e-15);
  }

  /** One of 8 items is in its place on average; each is worth 0.8 / 7. */
  @Test
  void ordersHaveTheirMeanAndTheirBest() {
    PlackettLuce law = PlackettLuce.ofLogits(new double[8]);
    Events all = law.outcomes(0, 40_320);
    double[] f = Toys.orders(8).evaluate(all).values();
    double[] log = law.logProbability(all);
    double mean = 0;
    for (int row = 0; row < f.length; row++) {
      mean += Math.exp(log[row]) * f[row];
    }
    double square = 8 * 0.175 * 0.175 + 56 * Math.pow(0.125 - 0.05 / 7, 2);
    double best = 8 - 2 * 8 * 0.175 + square;
    assertEquals(best, f[0], 1e-14);
    assertEquals(f[0], Arrays.stream(f).min().orElseThrow());
    assertEquals(best + 7 * 0.8 / 7, mean, 1e-11);
  }

  /** Gaps of 1: the waits are 0, 2, 1.5, 0.5 and 1, in one busy spell. */
  @Test
  void queueFollowsLindley() {
    double[] services = {3, 0.5, 0, 1.5, 9};
    Events x = Events.of(services, 1, 5);
    var answer = Simulations.queue(1).evaluate(x);
    assertEquals((2 + 1.5 + 0.5 + 1) / 5, answer.values()[0], 1e-15);
    assertArrayEquals(new double[] {0.8, 0.6, 0.4, 0.2, 0}, answer.gradients(), 1e-15);
    // Nobody waits after the third, where a new spell begins.
    var free = Simulations.queue(1).evaluate(Events.of(new double[] {3, 0, 0, 2, 9}, 1, 5));
    assertArrayEquals(new double[] {0.4, 0.2, 0, 0.2, 0}, free.gradients(), 1e-15);
  }

  /** The evidence is that of y ~ N(0, 1 + 1/2), so that log p(x, y) less it integrates to 1. */
  @Test
  void jointDensityHoldsTheEvidence() {
    double sum = 0;
    double step = 0.01;
    for (double x = -10; x < 10; x += step) {
      Events point = Events.of(new double[] {x}, 1, 1);
      sum += step * Math.exp(Densities.joint(1.2, 0.5).evaluate(point).values()[0]);
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
    double[] found = ExactGradient.find(Poisson.of(8), Simulations.newsvendor(10)).orElseThrow();
    assertArrayEquals(new double[] {3 * 8 * below}, found, 1e-9);
  }
}
