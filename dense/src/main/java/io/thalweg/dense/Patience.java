package io.thalweg.dense;

/**
 * Decides whether work is shared with helper threads, from how punctual they were so far.
 *
 * <p>If another process uses a core, a helper that has begun its share may stop for milliseconds,
 * and no other thread can finish this share. Or the helper starts after all work is done, and only
 * takes the core from the caller. After either, the caller does all shares by itself for a while
 * and then tries again. Each time this pause is twice as long. The shares stay the same, and so do
 * the results.
 */
final class Patience {

  /** A longer wait counts as late, if it also exceeds half of the thread's own work. */
  static final long LATE_NANOS = 150_000;

  /** Shorter work may end before a helper wakes up, so that its absence does not count. */
  static final long BRIEF_NANOS = 150_000;

  /** The number of times in a row that helpers may take no share without a pause. */
  static final int ABSENCES = 2;

  static final long LEAST_PAUSE_NANOS = 10_000_000;
  static final long MOST_PAUSE_NANOS = 1_280_000_000;

  // After this many times the length of the next pause without a late helper, pauses are short
  // again.
  private static final int PROBATION = 4;

  private long pause = LEAST_PAUSE_NANOS;
  private long aloneUntil;
  private boolean everLate;
  private int absences;

  /** Whether to share the work that begins now. */
  boolean asksForHelp(long now) {
    return !everLate || now - aloneUntil >= 0;
  }

  /**
   * Learns from work that was shared.
   *
   * @param present whether a helper took a share
   * @param worked nanoseconds that the caller spent on its own shares
   * @param waiting the time at which the caller began to wait for helpers
   * @param now the time at which all shares were done
   */
  void helped(boolean present, long worked, long waiting, long now) {
    if (present) {
      absences = 0;
    } else if (worked > BRIEF_NANOS) {
      absences++;
    }
    if (absences > ABSENCES || now - waiting > LATE_NANOS + worked / 2) {
      absences = 0;
      everLate = true;
      aloneUntil = now + pause;
      pause = Math.min(2 * pause, MOST_PAUSE_NANOS);
    } else if (everLate && now - aloneUntil > PROBATION * pause) {
      everLate = false;
      pause = LEAST_PAUSE_NANOS;
    }
  }
}
