package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final long MILLI = 1_000_000;

  private final Patience patience = new Patience();

  /** A share of one millisecond, and so many nanoseconds of waiting, that ended now. */
  private void helped(long waited, long now) {
    patience.helped(true, MILLI, now - waited, now);
  }

  @Test
  void helpInTimeIsAskedForAgain() {
    for (int n = 1; n < 100; n++) {
      assertTrue(patience.asksForHelp(n * MILLI));
      helped(MILLI / 2, n * MILLI);
    }
  }

  @Test
  void everyLateHelpDoublesThePauseUpToItsLimit() {
    long now = Long.MAX_VALUE - 100 * MILLI;
    long pause = Patience.LEAST_PAUSE_NANOS;
    for (int n = 0; n < 12; n++) {
      assertTrue(patience.asksForHelp(now));
      helped(MILLI, now);
      assertFalse(patience.asksForHelp(now + pause - 1), "pause " + n);
      now += pause;
      pause = Math.min(2 * pause, Patience.MOST_PAUSE_NANOS);
    }
    assertEquals(Patience.MOST_PAUSE_NANOS, pause);
  }

  @Test
  void helpThatStaysInTimeIsTrustedAnew() {
    helped(MILLI, MILLI);
    long again = MILLI + Patience.LEAST_PAUSE_NANOS;
    assertTrue(patience.asksForHelp(again));
    helped(MILLI / 2, again + 8 * Patience.LEAST_PAUSE_NANOS + 1);
    // As after the first time, not the second.
    helped(MILLI, again);
    assertTrue(patience.asksForHelp(again + Patience.LEAST_PAUSE_NANOS));
  }

  @Test
  void shortWaitsAreNeverLate() {
    patience.helped(true, 0, 0, Patience.LATE_NANOS);
    assertTrue(patience.asksForHelp(Patience.LATE_NANOS + 1));
    patience.helped(true, 0, 0, Patience.LATE_NANOS + 1);
    assertFalse(patience.asksForHelp(Patience.LATE_NANOS + 2));
  }

  @Test
  void helpThatNeverTakesAShareIsNotAskedForUnlessTheWorkIsBrief() {
    for (int n = 0; n < 10; n++) {
      patience.helped(false, Patience.BRIEF_NANOS, n, n);
      assertTrue(patience.asksForHelp(n));
    }
    for (int n = 0; n < 10; n++) {
      patience.helped(n % (Patience.ABSENCES + 1) == 0, MILLI, n, n);
      assertTrue(patience.asksForHelp(n));
    }
    for (int n = 0; n <= Patience.ABSENCES; n++) {
      assertTrue(patience.asksForHelp(n));
      patience.helped(false, MILLI, n, n);
    }
    assertFalse(patience.asksForHelp(Patience.ABSENCES + 1));
  }
}
