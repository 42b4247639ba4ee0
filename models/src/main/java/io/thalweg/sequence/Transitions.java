package io.thalweg.sequence;

import io.thalweg.distribution.Categorical;

/** Frequencies with which tokens follow each other. */
final class Transitions {

  private Transitions() {}

  /**
   * Computes the frequency of each token after each token.
   *
   * @param sequences [count x length]
   * @param laws of their tokens; the mean over the token that follows is computed from them
   * @return [tokens x tokens], each row the frequencies after one token; zeros if it never came
   */
  static double[] of(double[] sequences, Categorical laws, int length) {
    int tokens = laws.categories();
    double[] sums = new double[tokens * tokens];
    double[] counts = new double[tokens];
    double[] probabilities = laws.probabilities();
    for (int i = 0; i < sequences.length; i++) {
      if (i % length > 0) {
        int before = (int) sequences[i - 1];
        counts[before]++;
        for (int k = 0; k < tokens; k++) {
          sums[before * tokens + k] += probabilities[i * tokens + k];
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= Math.max(1, counts[i / tokens]);
    }
    return sums;
  }
}
