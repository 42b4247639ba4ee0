package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.check.ExactGradient;
import io.thalweg.estimator.relaxation.StraightThrough;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Properties of laws of subsets: marginals, outcomes, and straight-through on them. */
class SubsetTest {

  private static final Subset LAW = Subset.of(2, 2, 3, 5, 7);

  @Test
  void probabilitiesAreProductsOfWeights() {
    // e_2(2, 3, 5, 7) = 6 + 10 + 14 + 15 + 21 + 35 = 101.
    double[] subsets = {1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1};
    double[] log = LAW.logProbability(Events.of(subsets, 1, 4));
    double[] expected = {Math.log(6 / 101.0), Math.log(21 / 101.0), Math.log(35 / 101.0)};
    assertArrayEquals(expected, log, 1e-15);
    double[] marginals = {30 / 101.0, 42 / 101.0, 60 / 101.0, 70 / 101.0};
    assertArrayEquals(marginals, LAW.marginals(), 1e-15);
    assertArrayEquals(marginals, LAW.mean().points().points(), 1e-15);
  }

  @Test
  void oneItemOfSeveralIsACategoricalVariable() {
    Subset subset = Subset.ofLogits(1, 0.7, -0.4, 1.1);
    Categorical item = Categorical.ofLogits(0.7, -0.4, 1.1);
    Events subsets = Events.of(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 1, 3);
    Events items = Events.ofCategories(new double[] {0, 1, 2}, 1, 1, 3);
    assertArrayEquals(item.logProbability(items), subset.logProbability(subsets), 1e-15);
    assertArrayEquals(item.scores(items), subset.scores(subsets), 1e-15);
    double[] slopes = {0.4, -1.2, 0.5};
    assertArrayEquals(
        item.mean().pullback(item, slopes), subset.mean().pullback(subset, slopes), 1e-15);
  }

  /** SIMPLE is exact for a linear f: its estimate is the gradient, whatever is drawn. */
  @Test
  void straightThroughIsTheGradientOfALinearObjective() {
    double[] a = {1.5, -0.4, 0.9, 0.2, -2, 0.1, 1e3, -0.3};
    DifferentiableObjective f =
        DifferentiableObjective.of(
            b -> b[0] * a[0] + b[1] * a[1] + b[2] * a[2] + b[3] * a[3], b -> Arrays.copyOf(a, 4));
    Subset law =
        Subset.ofLogits(2, new double[] {0.3, -1.2, 0.8, 0.1, 2, -3, 0.4, 0.9}).inContexts(2);
    double[] exact = ExactGradient.of(law, f);
    for (int seed = 0; seed < 5; seed++) {
      double[] simple =
          new StraightThrough().estimate(law, f, new SplittableRandom(seed)).gradient();
      assertArrayEquals(exact, simple, 1e-15 * 10);
    }
  }

  /** Skipping an item of a subset that needs all that are left has probability 0. */
  @Test
  void everyDrawIsASubset() {
    for (double far : new double[] {0, 50, 700}) {
      Subset law = Subset.ofLogits(3, -far, far, 0, -far, 0.5, far, -far);
      Events x = law.sample(1_000, new SplittableRandom(4));
      for (int row = 0; row < x.count(); row++) {
        assertEquals(3, Arrays.stream(x.value(row)).filter(b -> b == 1).count());
        assertEquals(4, Arrays.stream(x.value(row)).filter(b -> b == 0).count());
      }
    }
  }

  @Test
  void outcomesAreInLexicographicOrder() {
    Events all = LAW.outcomes(0, 6);
    int[][] expected = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}};
    for (int n = 0; n < 6; n++) {
      double[] bits = new double[4];
      bits[expected[n][0]] = 1;
      bits[expected[n][1]] = 1;
      assertArrayEquals(bits, all.value(n));
    }
  }

  @Test
  void outcomesTooManyToCountCanBeListedInParts() {
    // C(66, 33) = 7.2e18 is the last of its kind that a long holds.
    assertEquals(7_219_428_434_016_265_740L, Subset.ofLogits(33, new double[66]).outcomes());
    Subset law = Subset.ofLogits(34, new double[68]);
    assertEquals(Long.MAX_VALUE, law.outcomes());
    double[] second = new double[68];
    Arrays.fill(second, 0, 33, 1);
    second[34] = 1;
    assertArrayEquals(second, law.outcomes(1, 1).value(0));
  }

  /** Events of its shape that are no subsets have probability 0 and take no part in a score. */
  @Test
  void rowsThatAreNoSubsetsAreOutsideOfTheSupport() {
    double[] rows = {1, 1, 1, 0, 0.5, 1, 0.5, 0, 2, 0, 0, 0, 1, 0, 0, 0};
    Events x = Events.of(rows, 1, 4);
    double[] log = new double[4];
    Arrays.fill(log, Double.NEGATIVE_INFINITY);
    assertArrayEquals(log, LAW.logProbability(x));
    assertArrayEquals(new double[16], LAW.scores(x));
  }

  @Test
  void badParametersAreNamed() {
    assertRefused("the number of items is 1; it must be at least 2", () -> Subset.ofLogits(1, 0.5));
    assertRefused(
        "the number of chosen items is 0; it must be at least 1", () -> Subset.ofLogits(0, 0, 1));
    assertRefused(
        "the number of chosen items is 2; it must be below the number of items, 2",
        () -> Subset.ofLogits(2, 0, 1));
    assertRefused(
        "the number of chosen items is 2; it must be below the number of items, 2",
        () -> LAW.inContexts(2));
    assertRefused(
        "Subset: the weight of item 1 is 0.0; it must be finite and above 0",
        () -> Subset.of(1, 1, 0));
    assertRefused(
        "Subset: logit 1 of context 1 is NaN; it must be finite",
        () -> LAW.at(new double[] {0, 0, 0, 0, 0, Double.NaN, 0, 0}));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
