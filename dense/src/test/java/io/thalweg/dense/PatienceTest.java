package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final long MILLI = 1_000_000;

  private final Patience patience = new Patience();

  /** Work of two milliseconds that ended now and took the time of one, and so much more. */
  private void helped(long late, long now) {
    patience.helped(2 * MILLI, now - MILLI - late, now);
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
  void savingsHaveALimitSoThatHelpWhichFailsIsSoonLeftAlone() {
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

  /** A debt at its first moment makes a pause; the second one comes after some time of help. */
  private long secondPauseAfter(long help) {
    helped(LATE, 0);
    long again = Patience.LEAST_PAUSE_NANOS;
    helped(MILLI, again + help);
    helped(LATE, again + help);
    long pause = 0;
    while (!patience.asksForHelp(again + help + pause)) {
      pause += MILLI;
    }
    return pause;
  }

  @Test
  void helpThatIsWorthItForAsLongAsThePauseIsTrustedAnew() {
    assertEquals(Patience.LEAST_PAUSE_NANOS, secondPauseAfter(Patience.LEAST_PAUSE_NANOS));
  }

  @Test
  void helpThatIsWorthItForLessThanThePauseIsNotTrustedAnew() {
    assertEquals(2 * Patience.LEAST_PAUSE_NANOS, secondPauseAfter(Patience.LEAST_PAUSE_NANOS - 1));
  }
}
