package io.thalweg.sorting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Events;
import io.thalweg.Path;
import io.thalweg.check.LawCheck;
import io.thalweg.distribution.PlackettLuce;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Matrices with Gumbel noise, and the orders for which they stand. */
class GumbelMatchingTest {

  private static final int ITEMS = 3;

  private final SplittableRandom random = new SplittableRandom(5);
  private final GumbelMatching law =
      GumbelMatching.ofLogits(random.doubles(2 * ITEMS * ITEMS, -1, 1).toArray(), ITEMS);

  @Test
  void keepsThePromisesOfALaw() {
    LawCheck.of(law, random).require();
  }

  @Test
  void matricesMoveAsTheirLogitsDo() {
    double[] still = law.matrices(2, new SplittableRandom(6)).points().points();
    double[] tangents = random.doubles(18, -1, 1).toArray();
    double[] moved = law.parameters();
    Arrays.setAll(moved, i -> moved[i] + tangents[i]);
    Path path = law.matrices(2, new SplittableRandom(6));
    double[] pushed = new double[37];
    path.pushforward(tangents, pushed, 1);
    double[] there = law.at(moved).matrices(2, new SplittableRandom(6)).points().points();
    double[] pulled = new double[18];
    path.pullback(pushed, 1, pulled);
    for (int i = 0; i < 36; i++) {
      // The path is straight.
      assertEquals(there[i] - still[i], pushed[1 + i], 1e-14);
    }
    for (int i = 0; i < 18; i++) {
      assertEquals(2 * tangents[i], pulled[i], 1e-14);
    }
  }

  /** The best of all 120 orders by enumeration, for matrices with ties and of either sign. */
  @Test
  void bestAssignmentIsTheBestOfAllOrders() {
    Events all = PlackettLuce.ofLogits(new double[5]).outcomes(0, 120);
    for (int trial = 0; trial < 200; trial++) {
      double[] m = random.doubles(25, -3, 3).map(x -> x > 0 ? x : Math.rint(x)).toArray();
      double best = Double.NEGATIVE_INFINITY;
      for (int row = 0; row < 120; row++) {
        best = Math.max(best, sum(m, all.value(row)));
      }
      double[] order = Assignment.all(m, 5);
      assertArrayEquals(new double[] {0, 1, 2, 3, 4}, Arrays.stream(order).sorted().toArray());
      assertEquals(best, sum(m, order), 1e-12);
    }
  }

  private static double sum(double[] m, double[] order) {
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      sum += m[i * 5 + (int) order[i]];
    }
    return sum;
  }

  @Test
  void matricesThatAreNotWholeAreRefused() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> GumbelMatching.ofLogits(new double[7], 3));
    assertEquals(
        "GumbelMatching: 7 parameters are not a positive multiple of the 9 of one context",
        refusal.getMessage());
    var one =
        assertThrows(
            IllegalArgumentException.class, () -> GumbelMatching.ofLogits(new double[1], 1));
    assertEquals("the number of items is 1; it must be at least 2", one.getMessage());
  }
}
