package io.thalweg.sorting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.distribution.PlackettLuce;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The reward of an order and its derivatives. */
class SortedNumbersTest {

  private static final int N = 4;
  private static final double STEP = 1e-5;

  private final SplittableRandom random = new SplittableRandom(3);
  private final Lists lists = Lists.draw(2, N, 2, random);
  private final SortedNumbers f = new SortedNumbers(lists);
  private final Events orders =
      PlackettLuce.ofLogits(new double[2 * N]).inContexts(2).outcomes(0, 24);

  private double[] numbers() {
    return random.doubles(2 * N * N, -1, 1).toArray();
  }

  private Linearization at(double[] points) {
    return f.evaluate(Events.ofPoints(points, orders));
  }

  private static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = a.clone();
    Arrays.setAll(sum, i -> a[i] + factor * b[i]);
    return sum;
  }

  private static double dot(double[] a, double[] b, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** f is 1 at the sorted list alone, and falls with the square of the distances. */
  @Test
  void rewardIsOneForTheSortedListAlone() {
    double[] values = f.evaluate(orders).values();
    int[] ranks = lists.ranks();
    for (int row = 0; row < orders.count(); row++) {
      double[] order = orders.value(row);
      boolean isSorted = true;
      double squares = 0;
      for (int i = 0; i < N; i++) {
        int item = row % 2 * N + (int) order[i];
        isSorted &= ranks[item] == i;
        double apart = lists.numbers()[item] - lists.sorted()[row % 2 * N + i];
        squares += apart * apart;
      }
      assertEquals(isSorted, values[row] == 1);
      assertEquals(isSorted, lists.right(orders.values(), row) == N);
      assertEquals(1 - 6.0 / N * squares, values[row], 1e-14);
    }
  }

  @Test
  void derivativesMatchCentralDifferences() {
    double[] x = numbers();
    double[] v = numbers();
    Linearization above = at(plus(x, STEP, v));
    Linearization below = at(plus(x, -STEP, v));
    double[] gradients = at(x).gradients();
    double[] curvatures = at(x).curvatures(v);
    for (int row = 0; row < 2; row++) {
      double slope = (above.values()[row] - below.values()[row]) / (2 * STEP);
      // f is a square, whose differences are exact but for rounding over the step.
      assertEquals(slope, dot(gradients, v, row * N * N, N * N), 1e-9);
    }
    for (int i = 0; i < curvatures.length; i++) {
      double bend = (above.gradients()[i] - below.gradients()[i]) / (2 * STEP);
      assertEquals(bend, curvatures[i], 1e-9);
    }
  }

  @Test
  void matricesHaveTheRewardOfTheirBestAssignmentAndNoSlopes() {
    double[] matrices = new double[2 * N * N];
    for (int i = 0; i < 2 * N; i++) {
      matrices[i * N + (int) orders.values()[5 * 2 * N + i]] = 2;
    }
    Linearization rounded = f.evaluate(Events.of(matrices, 2, N * N));
    double[] values = f.evaluate(orders.draw(5)).values();
    assertArrayEquals(values, rounded.values());
    assertThrows(UnsupportedOperationException.class, rounded::gradients);
  }
}
