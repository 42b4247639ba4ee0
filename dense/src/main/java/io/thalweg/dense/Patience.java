package io.thalweg.dense;

/**
 * Decides whether work is shared with helper threads, by what they were good for so far.
 *
 * <p>Where another process holds a core, a helper that has begun its share may stand still in the
 * middle of it for milliseconds, and nobody else can end it; or it comes when all is done, and
 * takes the core from the thread that works. After either, that thread does all shares by itself
 * for a while, twice as long after each time, and then tries again. The shares stay the same, and
 * with them the results.
 */
final class Patience {

  /** A wait beyond it, and beyond half of one's own work, is late. */
  static final long LATE_NANOS = 150_000;

  /** Work of less may be done before a helper wakes up. */
  static final long BRIEF_NANOS = 150_000;

  /** The number of times in a row that a helper may take no share. */
  static final int ABSENCES = 2;

  static final long LEAST_PAUSE_NANOS = 10_000_000;
  static final long MOST_PAUSE_NANOS = 1_280_000_000;

  // How often as long as its last pause help has to be in time to be trusted anew.
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
   * @param worked nanoseconds of one's own shares
   * @param waiting when one began to wait for the others
   * @param now when all had come back
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
