package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.train.Point;
import io.thalweg.workbench.train.Budget.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetTest {

  @Test
  void textsAreReadWithWholeNumbersOfAnyForm() {
    assertEquals(new Budget(Unit.EVALUATIONS, 1_000_000), Budget.parse("evaluations=1e6"));
    assertEquals(new Budget(Unit.SECONDS, 60), Budget.parse(" seconds = 60"));
    assertEquals(new Budget(Unit.EVALUATIONS, 20_000), Budget.parse("evaluations=20_000"));
  }

  @Test
  void epochsAreAsManySteps() {
    assertEquals(Budget.steps(45), new Budget(Unit.EPOCHS, 3).inSteps(15));
    assertEquals(new Budget(Unit.SECONDS, 3), new Budget(Unit.SECONDS, 3).inSteps(15));
    assertEquals(
        "2000000000 epochs of 15 steps are more steps than can be counted",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Budget(Unit.EPOCHS, 2_000_000_000).inSteps(15))
            .getMessage());
  }

  @Test
  void stretchesEndAtTheWholeAmount() {
    assertEquals(0, Stretches.end(2, 1));
    assertEquals(1, Stretches.end(2, 13));
    assertEquals(1_000_000_000_000_000L, Stretches.end(1_000_000_000_000_000L, Stretches.COUNT));
  }

  private static List<Point> curve(double... values) {
    List<Point> points = new ArrayList<>();
    for (double value : values) {
      points.add(new Point(points.size(), 0, Map.of("test", value)));
    }
    return points;
  }

  @Test
  void patienceCountsMeasurementsSinceTheHighest() {
    Patience two = new Patience(Optional.of(2), List.of("validation", "test"));
    assertFalse(two.isExhausted(curve()));
    assertFalse(two.isExhausted(curve(-5, -3, -4)));
    assertTrue(two.isExhausted(curve(-5, -3, -4, -3.5)));
    assertTrue(two.isExhausted(curve(-5, -3, -4, -3)), "an equal one has not risen");
    assertFalse(two.isExhausted(curve(-5, -3, -4, -2)));
    assertTrue(two.isExhausted(curve(-5, Double.NaN, Double.NaN)));
    assertFalse(Patience.endless().isExhausted(curve(-1, -2, -3, -4)));
  }

  @Test
  void validationIsLookedAtBeforeTest() {
    Patience one = new Patience(Optional.of(1), List.of("validation", "test"));
    List<Point> rising =
        List.of(
            new Point(0, 0, Map.of("test", -1.0, "validation", -2.0)),
            new Point(1, 0, Map.of("test", -2.0, "validation", -1.0)));
    assertFalse(one.isExhausted(rising));
  }
}
