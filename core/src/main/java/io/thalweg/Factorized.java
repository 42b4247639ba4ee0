package io.thalweg;

/** A law of independent variables that all have the values 0 .. values - 1. */
public interface Factorized extends Finite {

  /** The number of values of each variable. */
  int values();

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
      x[row * size + variable] = i % values();
      // The scores of all other variables add up to zero, because these weights do.
      weights[row] = q[i] * (slopes[i] - mean);
    }
    double[] score = weightedScore(Events.of(x, shape()), weights);
    for (int i = 0; i < score.length; i++) {
      gradient[i] += score[i];
    }
  }
}
