package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final long MILLI = 1_000_000;

  private final Patience patience = new Patience();

  /**
   * One of two shares of one millisecond each, and so long a wait for the other, that ended now.
   */
  private void helped(long waited, long now) {
    patience.helped(1, 2, MILLI, now - waited, now);
  }

  private static final long LATE = MILLI - Patience.DEBT_NANOS + 1;

  @Test
  void helpThatSavesMoreThanItCostsIsAskedForAgain() {
    for (int n = 1; n < 100; n++) {
      assertTrue(patience.asksForHelp(n * MILLI));
      helped(n % 10 == 0 ? 2 * MILLI : MILLI / 2, n * MILLI);
    }
  }

  @Test
  void savingsAreForgottenSoThatHelpWhichFailsIsSoonLeftAlone() {
    for (int n = 0; n < 1000; n++) {
      helped(0, n);
    }
    helped(MILLI + Patience.CREDIT_NANOS - Patience.DEBT_NANOS, 1000);
    assertTrue(patience.asksForHelp(1001));
    helped(MILLI + 1, 1001);
    assertFalse(patience.asksForHelp(1002));
  }

  @Test
  void everyDebtDoublesThePauseUpToItsLimit() {
    long now = Long.MAX_VALUE - 100 * MILLI;
    long pause = Patience.LEAST_PAUSE_NANOS;
    for (int n = 0; n < 12; n++) {
      assertTrue(patience.asksForHelp(now));
      helped(LATE, now);
      assertFalse(patience.asksForHelp(now + pause - 1), "pause " + n);
      now += pause;
      pause = Math.min(2 * pause, Patience.MOST_PAUSE_NANOS);
    }
    assertEquals(Patience.MOST_PAUSE_NANOS, pause);
  }

  @Test
  void helpThatSavedEnoughIsTrustedAnew() {
    helped(LATE, 0);
    long again = Patience.LEAST_PAUSE_NANOS;
    for (int n = 0; n < Patience.CREDIT_NANOS / MILLI; n++) {
      assertTrue(patience.asksForHelp(again));
      helped(0, again);
    }
    helped(MILLI + Patience.CREDIT_NANOS - Patience.DEBT_NANOS + 1, again);
    // As after the first time, not the second.
    assertFalse(patience.asksForHelp(2 * again - 1));
    assertTrue(patience.asksForHelp(2 * again));
  }

  @Test
  void helpThatNeverTakesAShareIsNotAskedForUnlessTheWorkIsBrief() {
    for (int n = 0; n < 100; n++) {
      patience.helped(2, 2, Patience.BRIEF_NANOS, n, n);
      assertTrue(patience.asksForHelp(n));
    }
    long absences = -Patience.DEBT_NANOS / Patience.BRIEF_NANOS;
    for (int n = 0; n <= absences; n++) {
      assertTrue(patience.asksForHelp(n));
      patience.helped(2, 2, MILLI, n, n);
    }
    assertFalse(patience.asksForHelp(absences + 1));
  }

  @Test
  void helpersThatTakeAllSharesCostNoMoreThanTheWait() {
    patience.helped(0, 2, 0, 0, -Patience.DEBT_NANOS);
    assertTrue(patience.asksForHelp(0));
    patience.helped(0, 2, 0, 0, 1);
    assertFalse(patience.asksForHelp(1));
  }
}
