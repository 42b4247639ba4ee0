package io.thalweg.distribution;

import io.thalweg.Distribution;

/**
 * No law: triangular variables whose edges are parameters.
 *
 * <p>The density is 0 at its edges, so that the mean score is zero; but the score near an edge is
 * one over the distance from it, whose square has no mean. Every score estimate would have an
 * infinite variance. In place of it use {@link Mapped#pert}, a law of the same three numbers, or
 * move the edges inside of f, as for {@link Uniform}.
 */
public final class Triangular {

  private Triangular() {}

  /**
   * Refuses to make a law, and says what to use.
   *
   * @throws UnsupportedOperationException always, with the reason
   */
  @SuppressWarnings("DoNotCallSuggester") // Who looks for the law shall find the reason here.
  public static Distribution of(double low, double mode, double high) {
    throw new UnsupportedOperationException(
        "triangular variables whose edges move are no law here: the score near an edge is one over"
            + " the distance from it, so that score estimates have an infinite variance; use"
            + " Mapped.pert(low, mode, high), or move the edges inside of f, as"
            + " f(low + (high - low) u)");
  }
}
