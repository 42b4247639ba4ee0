package io.thalweg.dense;

/**
 * Decides whether work is shared with helper threads, from the time that they saved or cost so far.
 *
 * <pre>
 *   balance += time of the shares that helpers took - time spent on waiting for them
 * </pre>
 *
 * <p>If another process uses a core, a helper that has begun its share may stop for milliseconds,
 * and no other thread can finish this share. Or the helper starts after all work is done, and only
 * takes the core from the caller. Then the balance falls. Below its limit the caller does all
 * shares by itself for a while and tries again. Each time this pause is twice as long. A helper
 * that is late once in a while, as on every machine, still saves more than it costs. The shares
 * stay the same, and so do the results.
 */
final class Patience {

  /** The most that helpers can save up; with it, pauses are short again. */
  static final long CREDIT_NANOS = 4_000_000;

  /** The balance below which there is a pause. */
  static final long DEBT_NANOS = -500_000;

  /** Shorter work may end before a helper wakes up, so that its absence does not count. */
  static final long BRIEF_NANOS = 150_000;

  static final long LEAST_PAUSE_NANOS = 10_000_000;
  static final long MOST_PAUSE_NANOS = 1_280_000_000;

  private long balance;
  private long pause = LEAST_PAUSE_NANOS;
  private long aloneUntil;

  /** Whether to share the work that begins now. */
  boolean asksForHelp(long now) {
    return pause == LEAST_PAUSE_NANOS || now - aloneUntil >= 0;
  }

  /**
   * Learns from work that was shared.
   *
   * @param own the number of shares that the caller took
   * @param parts the number of all shares
   * @param worked nanoseconds that the caller spent on its own shares
   * @param waiting the time at which the caller began to wait for helpers
   * @param now the time at which all shares were done
   */
  void helped(int own, int parts, long worked, long waiting, long now) {
    balance = Math.min(CREDIT_NANOS, balance + saved(own, parts, worked) - (now - waiting));
    if (balance < DEBT_NANOS) {
      balance = 0;
      aloneUntil = now + pause;
      pause = Math.min(2 * pause, MOST_PAUSE_NANOS);
    } else if (balance == CREDIT_NANOS) {
      pause = LEAST_PAUSE_NANOS;
    }
  }

  private static long saved(int own, int parts, long worked) {
    if (own == parts) {
      // The helper that came too late was in the way.
      return worked > BRIEF_NANOS ? -BRIEF_NANOS : 0;
    }
    return own == 0 ? 0 : worked / own * (parts - own);
  }
}
