package io.thalweg;

import io.thalweg.support.Require;
import io.thalweg.support.Workspace;

/**
 * A law q(x; theta) at one theta, for one or more independent contexts.
 *
 * <p>A context is one independent copy of the law with parameters of its own: a data point of a
 * minibatch, a state of an environment. Plain use has one context. Laws are immutable.
 *
 * <p>Shapes: parameters and gradients [contexts x dimension], events [draws x contexts x size],
 * both row-major.
 */
public interface Distribution extends Proposal {

  /** Number of parameters of one context. */
  int dimension();

  /** A copy of theta, [contexts x dimension]. */
  double[] parameters();

  /**
   * The same family at another theta.
   *
   * @param parameters [contexts x dimension]
   * @throws IllegalArgumentException if the length is not a multiple of the dimension or a value is
   *     not finite
   */
  Distribution at(double[] parameters);

  /**
   * What a density of the same events is compared with in a bound: {@link #logProbability}, but
   * where a number stands for all beyond it, the density at that number in place of the probability
   * of all these.
   *
   * @return one value for each row of {@code events}
   * @throws IllegalArgumentException if the events are not of this law's shape
   */
  default double[] logDensity(Events events) {
    return logProbability(events);
  }

  /**
   * The score of every event, grad_theta log q(x_r; theta_c), c the context of row r.
   *
   * @return [rows x dimension]
   * @throws IllegalArgumentException if the events are not of this law's shape
   */
  double[] scores(Events events);

  /**
   * The sum of weighted scores, in each context.
   *
   * <pre>
   *   sum over the rows r of context c of weights[r] * grad_theta log q(x_r; theta_c)
   * </pre>
   *
   * @param weights one for each row of {@code events}
   * @return [contexts x dimension]
   * @throws IllegalArgumentException if the events are not of this law's shape or there is not one
   *     weight for each
   */
  default double[] weightedScore(Events events, double[] weights) {
    Require.length("the array of weights", weights, events.count());
    double[] scores = scores(events);
    double[] sums = Workspace.zeros(contexts() * dimension());
    for (int i = 0; i < scores.length; i++) {
      int row = i / dimension();
      sums[events.context(row) * dimension() + i % dimension()] += weights[row] * scores[i];
    }
    return sums;
  }
}
