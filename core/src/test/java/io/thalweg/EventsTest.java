package io.thalweg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.distribution.Bernoulli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {

  private static final double[] ONE_HOT = {0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1};

  /** Two draws of two contexts of one variable of three categories. */
  private static Events indices() {
    return Events.ofCategories(new double[] {1, 0, 2, 2}, 2, 1, 3);
  }

  @Test
  void numbersAreTheSameInBothViews() {
    double[] values = {1, 2, 3, 4, 5, 6};
    Events events = Events.of(values, 3, 1);
    assertSame(values, events.values());
    assertSame(values, events.points());
    assertEquals(6, events.count());
    assertEquals(2, events.context(5));
    assertArrayEquals(new double[] {4, 5, 6}, events.draw(1).values());
  }

  @Test
  void categoriesAreIndicesOrOneHotPoints() {
    Events events = indices();
    assertArrayEquals(ONE_HOT, events.points());
    assertEquals(4, events.count());
    assertEquals(1, events.size());
    assertEquals(3, events.pointSize());
    assertArrayEquals(new double[] {2}, events.value(2));
    assertArrayEquals(new double[] {0, 0, 1}, events.point(2));
    assertArrayEquals(new double[] {2, 2}, events.draw(1).values());
    assertEquals("4 events [2 contexts x 1 variables x 3 categories]", events.toString());
  }

  @Test
  void relaxedPointsHaveNoIndices() {
    Events relaxed = Events.ofPoints(new double[] {0.2, 0.3, 0.5, 1, 0, 0}, indices());
    assertFalse(relaxed.isIndexed());
    assertEquals(2, relaxed.count());
    assertArrayEquals(new double[] {1, 0, 0}, relaxed.point(1));
    assertArrayEquals(relaxed.points(), relaxed.draw(0).points());
    var thrown = assertThrows(IllegalStateException.class, relaxed::values);
    assertEquals(
        "relaxed points of categorical variables have no category indices", thrown.getMessage());
  }

  @Test
  void joinedBatchesKeepIndicesWhereAllHaveThem() {
    Events both = Events.concat(indices(), indices().draw(0));
    assertTrue(both.isIndexed());
    assertArrayEquals(new double[] {1, 0, 2, 2, 1, 0}, both.values());
    Events relaxed = Events.ofPoints(new double[] {0.2, 0.3, 0.5, 1, 0, 0}, indices());
    Events mixed = Events.concat(relaxed, indices().draw(1));
    assertFalse(mixed.isIndexed());
    assertArrayEquals(new double[] {0.2, 0.3, 0.5, 1, 0, 0, 0, 0, 1, 0, 0, 1}, mixed.points());
    Events numbers = Events.of(new double[] {1, 2}, 1, 2);
    assertArrayEquals(
        new double[] {1, 2, 1, 2, 1, 2}, Events.concat(numbers, numbers, numbers).values());
  }

  @Test
  void batchesOfOtherShapesAreNotJoined() {
    Events numbers = Events.of(new double[] {1, 2}, 1, 2);
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> Events.concat(numbers, indices()));
    assertEquals(
        "cannot join 1 events [1 contexts x 2 variables] with"
            + " 4 events [2 contexts x 1 variables x 3 categories]",
        thrown.getMessage());
  }

  @Test
  void numbersThatDoNotFillEventsAreRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Events.of(new double[5], 2, 1));
    assertEquals(
        "5 numbers are not a positive multiple of 2 contexts x 1 coordinates", thrown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Events.of(new double[0], 1, 1));
    thrown = assertThrows(IllegalArgumentException.class, () -> Events.of(new double[1], 0, 1));
    assertEquals(
        "contexts, size and categories must be at least 1, but are 0, 1 and 1",
        thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 3, 0.5, Double.NaN})
  void indicesThatAreNoCategoryAreRefused(double bad) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Events.ofCategories(new double[] {0, bad}, 1, 2, 3));
    assertEquals(
        "category index " + bad + " of variable 1 is not a whole number of 0 .. 2",
        thrown.getMessage());
  }

  @Test
  void estimateWeighsValuesByContext() {
    Distribution law = Bernoulli.ofLogits(new double[2]).inContexts(2);
    Events events = Events.of(new double[6], 2, 1);
    Evaluation values = Evaluation.of(new double[] {1, 10, 3, 30, 100, 100});
    Estimate ofTwoDraws = new Estimate(law, new double[2], events, 2, values);
    assertArrayEquals(new double[] {2, 20}, ofTwoDraws.values());
    assertEquals(11, ofTwoDraws.value());
    assertEquals(6, ofTwoDraws.evaluations());
    double[] weights = {0.25, 0.5, 0.75, 0.5, 0, 0};
    Estimate weighted = new Estimate(law, new double[2], events, weights, values);
    assertArrayEquals(new double[] {2.5, 20}, weighted.values());
    assertEquals(
        "Estimate[gradient=[0.0, 0.0], values=[2.5, 20.0], evaluations=6]", weighted.toString());
  }
}
