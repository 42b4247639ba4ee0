package io.thalweg.estimator.combinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.distribution.Gaussian;
import io.thalweg.support.SplitMix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests of events that several questions share. */
class SharedRowsTest {

  private static Events reals(double... numbers) {
    return Events.of(numbers, 1, 1);
  }

  @Test
  void equalRowsOfTwoQuestionsAreOne() {
    SharedRows shared = SharedRows.of(List.of(reals(1, 2, 2), reals(2, 3, 2, 2)));
    assertArrayEquals(new double[] {1, 2, 2, 3, 2}, shared.events().points());
    assertArrayEquals(new int[] {1, 3, 2, 4}, shared.rows().get(1));
  }

  /** A function such as 1 / x tells them apart. */
  @Test
  void zerosOfBothSignsAreTwo() {
    SharedRows shared = SharedRows.of(List.of(reals(0.0), reals(-0.0)));
    assertEquals(2, shared.events().count());
  }

  /** Small numbers must not all have one hash, or each is looked up among all others. */
  @Test
  void hashesOfSmallNumbersDiffer() {
    double[] points = Gaussian.of(0, 0.3).sample(16_000, new SplitMix(1)).points();
    Set<Integer> hashes = new HashSet<>();
    for (double x : points) {
      hashes.add(new SharedRows.Key(0, new double[] {x}, 0).hashCode());
    }
    assertTrue(hashes.size() > 0.99 * points.length, () -> hashes.size() + " hashes");
  }
}
