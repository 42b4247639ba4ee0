package io.thalweg;

import io.thalweg.support.Require;
import io.thalweg.support.Workspace;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A law q(x; theta) at one theta, for one or more independent contexts.
 *
 * <p>A context is one independent copy of the law with its own parameters, for example for one
 * image of a minibatch or one state of an environment. Simple uses have one context. Laws are
 * immutable.
 *
 * <p>Shapes: parameters and gradients [contexts x dimension], events [draws x contexts x size],
 * both row-major.
 *
 * <pre>{@code
 * Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7); // one context of three variables
 * Events x = law.sample(5, random); // five events
 * double[] log = law.logProbability(x); // one number for each event
 * double[] scores = law.scores(x); // [5 x 3], for each event and logit
 * }</pre>
 */
public interface Distribution extends Proposal {

  /** The number of parameters of one context. */
  int dimension();

  /** A copy of theta, [contexts x dimension]. */
  double[] parameters();

  /**
   * Lists the parameters of the first context in the units in which people state them.
   *
   * @return one for each of {@link #dimension}
   */
  default List<Parameter> units() {
    double[] theta = parameters();
    return IntStream.range(0, dimension())
        .mapToObj(i -> Parameter.of("parameter %d".formatted(i), theta[i]))
        .toList();
  }

  /**
   * Makes a law of this family at another theta.
   *
   * @param parameters [contexts x dimension]
   * @throws IllegalArgumentException if the length is not a multiple of the dimension or a value is
   *     not finite
   */
  Distribution at(double[] parameters);

  /**
   * Computes log q as a density. Differs from {@link #logProbability} only at a censored end, where
   * logProbability is the log-probability of the whole tail. A bound compares f, the logarithm of a
   * density, with this one.
   *
   * @return one value for each row of {@code events}
   * @throws IllegalArgumentException if the events are not of this law's shape
   */
  default double[] logDensity(Events events) {
    return logProbability(events);
  }

  /**
   * Computes the score of every event, grad_theta log q(x_r; theta_c), where c is the context of
   * row r.
   *
   * @return [rows x dimension]
   * @throws IllegalArgumentException if the events are not of this law's shape
   */
  double[] scores(Events events);

  /**
   * Sums the weighted scores of each context.
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
