package io.thalweg.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static double[] rates(Schedule schedule, int steps) {
    double[] rates = new double[steps];
    Arrays.setAll(rates, i -> schedule.rate(i + 1));
    return rates;
  }

  @Test
  void ratesAreThoseOfTheFormulas() {
    assertArrayEquals(new double[] {0.3, 0.3, 0.3}, rates(Schedule.constant(0.3), 3), 0);
    assertArrayEquals(
        new double[] {8, 8, 8, 4, 4, 4, 2}, rates(Schedule.steps(8, 3, 0.5), 7), 1e-15);
    assertArrayEquals(new double[] {8, 4, 2, 1}, rates(Schedule.exponential(8, 0.5), 4), 1e-15);
    // Half a cosine from 5 to 1 in four steps: 3 + 2 cos(0, pi/4, pi/2, 3 pi/4, pi).
    double root = Math.sqrt(2);
    assertArrayEquals(
        new double[] {5, 3 + root, 3, 3 - root, 1, 1, 1},
        rates(Schedule.cosine(5, 1, 4), 7),
        1e-15);
    assertArrayEquals(
        new double[] {2, 4, 6, 8, 8}, rates(Schedule.constant(8).warmUp(4), 5), 1e-15);
    assertArrayEquals(
        new double[] {4, 4, 2}, rates(Schedule.exponential(8, 0.5).warmUp(2), 3), 1e-15);
  }

  @Test
  void schedulesAreValues() {
    assertEquals(Schedule.steps(8, 3, 0.5).warmUp(2), Schedule.steps(8, 3, 0.5).warmUp(2));
    assertEquals(Schedule.steps(8, 1, 0.5), Schedule.exponential(8, 0.5));
  }

  @Test
  void numbersThatMakeNoScheduleAreRefused() {
    assertRefused("the learning rate is 0.0; it must be finite and above 0", 0, 0, 1);
    assertRefused("the last learning rate is 2.0; it must be at most 1.0", 1, 2, 1);
    assertRefused("the number of steps is 0; it must be at least 1", 1, 0, 0);
    assertThrows(IllegalArgumentException.class, () -> Schedule.cosine(1, -0.1, 1));
    assertThrows(IllegalArgumentException.class, () -> Schedule.steps(1, 0, 0.5));
    assertThrows(IllegalArgumentException.class, () -> Schedule.exponential(1, 0));
    assertThrows(IllegalArgumentException.class, () -> Schedule.constant(1).warmUp(0));
  }

  private static void assertRefused(String message, double rate, double last, int steps) {
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> Schedule.cosine(rate, last, steps));
    assertEquals(message, refusal.getMessage());
  }
}
