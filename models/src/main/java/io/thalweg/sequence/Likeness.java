package io.thalweg.sequence;

import io.thalweg.distribution.Categorical;

/**
 * Numbers by which two models are compared, each a mean over tokens in nats.
 *
 * <p>The tokens of the sequences are one draw. Only the history of a place is taken from them: the
 * mean over the token that follows is computed from its law, which has the same expectation and
 * less noise.
 */
final class Likeness {

  private Likeness() {}

  /**
   * Computes the mean of -log p(x) over the draws of another model.
   *
   * @param drawn the laws of the model that drew the sequences, at each of their places
   * @param judge the laws of the model whose p it is, there
   * @return one number for each sequence, whose expectation is the mean for a token
   */
  static double[] crossEntropies(Categorical drawn, Categorical judge, int length) {
    double[] q = drawn.probabilities();
    double[] logits = judge.parameters();
    int tokens = drawn.categories();
    double[] sums = new double[drawn.contexts() / length];
    for (int place = 0; place < drawn.contexts(); place++) {
      int at = place * tokens;
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = at; k < at + tokens; k++) {
        largest = Math.max(largest, logits[k]);
      }
      double sum = 0;
      double mean = 0;
      for (int k = at; k < at + tokens; k++) {
        sum += Math.exp(logits[k] - largest);
        mean += q[k] * (logits[k] - largest);
      }
      sums[place / length] += (Math.log(sum) - mean) / length;
    }
    return sums;
  }

  /** Computes the mean of all sequences. */
  static double mean(Categorical drawn, Categorical judge, int length) {
    double[] each = crossEntropies(drawn, judge, length);
    double sum = 0;
    for (double one : each) {
      sum += one;
    }
    return sum / each.length;
  }
}
