package io.thalweg;

/**
 * A law of independent variables that have the values 0 .. values - 1.
 *
 * <p>A variable may have fewer values than others; the rest have probability 0, and events with
 * them may be refused.
 */
public non-sealed interface Factorized extends Finite, MeanField {

  /** The number of values of each variable; the largest number, if they differ. */
  int values();

  /** The number of values of one variable. */
  default int values(int variable) {
    return values();
  }

  /**
   * The probability of each value of each variable, [contexts x variables x values].
   *
   * <p>Bernoulli variables have the values 0 and 1, in this order.
   */
  double[] marginals();

  /**
   * Adds the gradient of a weighted sum of the marginals.
   *
   * <pre>
   *   gradient[c] += sum over variables v and values k of slopes[c, v, k] grad_theta q_v(k; theta_c)
   * </pre>
   *
   * @param slopes of the shape of the marginals
   * @param gradient [contexts x dimension]
   */
  default void pullback(double[] slopes, double[] gradient) {
    double[] q = marginals();
    int size = shape().size();
    int context = size * values();
    double[] x = new double[q.length * size];
    double[] weights = new double[q.length];
    for (int row = 0; row < weights.length; row++) {
      int i = row / contexts() + row % contexts() * context;
      int variable = i % context / values();
      int first = i - i % values();
      double mean = 0;
      for (int k = first; k < first + values(); k++) {
        mean += q[k] * slopes[k];
      }
      // Events of probability 0, which may be refused, have no weight.
      x[row * size + variable] = q[i] > 0 ? i % values() : 0;
      // The scores of all other variables add up to zero, because these weights do.
      weights[row] = q[i] * (slopes[i] - mean);
    }
    double[] score = weightedScore(Events.of(x, shape()), weights);
    for (int i = 0; i < score.length; i++) {
      gradient[i] += score[i];
    }
  }
}
