package io.thalweg.dense;

/**
 * Decides whether work is shared with helper threads, from the time that they saved or cost so far.
 *
 * <pre>
 *   balance += shares * time of the quickest share - time of the whole work
 * </pre>
 *
 * <p>The first product is the time that the caller would have needed alone: the shares are equal,
 * and a slower one was interrupted.
 *
 * <p>If another process uses a core, a helper that has begun its share may stop for milliseconds,
 * and no other thread can finish this share. Or the helper starts after all work is done, and only
 * takes the core from the caller. Then the balance falls. Below its limit the caller does all
 * shares by itself for a while and tries again. Each time this pause is twice as long, until
 * helpers are worth asking for as long as the pause took: beside a busy process they may save time
 * for some milliseconds and then cost more. A helper that is late once in a while, as on every
 * machine, still saves more than it costs. The shares stay the same, and so do the results.
 */
final class Patience {

  /** The most that helpers can save up. */
  static final long CREDIT_NANOS = 20_000_000;

  /** The balance below which there is a pause. */
  static final long DEBT_NANOS = -500_000;

  static final long LEAST_PAUSE_NANOS = 10_000_000;
  static final long MOST_PAUSE_NANOS = 1_280_000_000;

  private long balance;
  // The last pause, or 0 if the helpers have been worth asking for as long as it took.
  private long pause;
  private long aloneUntil;

  /** Whether to share the work that begins now. */
  boolean asksForHelp(long now) {
    return pause == 0 || now - aloneUntil >= 0;
  }

  /**
   * Learns from work that was shared.
   *
   * @param alone nanoseconds that the caller would have needed alone
   * @param start the time at which the work began
   * @param now the time at which it was done
   */
  void helped(long alone, long start, long now) {
    balance = Math.min(CREDIT_NANOS, balance + alone - (now - start));
    if (balance < DEBT_NANOS) {
      balance = 0;
      pause = Math.min(Math.max(2 * pause, LEAST_PAUSE_NANOS), MOST_PAUSE_NANOS);
      aloneUntil = now + pause;
    } else if (now - aloneUntil >= pause) {
      pause = 0;
    }
  }
}
