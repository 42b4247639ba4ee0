package io.thalweg.distribution;

import io.thalweg.Distribution;

/**
 * No law: uniform variables whose edges are parameters have no score of mean zero.
 *
 * <pre>
 *   E f = 1 / (high - low) times the integral of f from low to high
 *   d E f / dhigh = (f(high) - E f) / (high - low),   but E[f d log p / dhigh] = -E f / (high - low)
 * </pre>
 *
 * <p>As an edge moves, f at the edge counts, which the score does not see; all score estimators
 * would be wrong. In place of it:
 *
 * <ul>
 *   <li>move the edges inside of f: draw u of a law that does not move, and evaluate f(low + (high
 *       - low) u); the slope of that in low and high is a part of f's own gradient.
 *   <li>{@code io.thalweg.estimator.flow.MovingBox} adds the flow of f through the edges.
 *   <li>{@link Mapped#pert} and beta laws {@linkplain Increasing#between between} two numbers have
 *       parameters that move the mass and not the edges.
 * </ul>
 */
public final class Uniform {

  private Uniform() {}

  /**
   * Refuses to make a law, and says what to use.
   *
   * @throws UnsupportedOperationException always, with the reason
   */
  @SuppressWarnings("DoNotCallSuggester") // Who looks for the law shall find the reason here.
  public static Distribution of(double low, double high) {
    throw new UnsupportedOperationException(
        "uniform variables whose edges move are no law: f at the edges counts, which no score sees,"
            + " so that the mean score is not zero; move the edges inside of f, as"
            + " f(low + (high - low) u), or use MovingBox of the flow estimators, or"
            + " Mapped.of(Beta.of(1, 1), Increasing.between(low, high))");
  }
}
