package io.thalweg.estimator.score;

import io.thalweg.internal.Numerics;

/**
 * Probabilities of the order in which a set of outcomes was drawn without replacement.
 *
 * <pre>
 *   P(T) = P(the next |T| draws are T | all of S but T was drawn)
 *        = sum_(s in T) p(s) / (1 - p(S without T)) P(T without s),   P(empty) = 1
 * </pre>
 *
 * <p>1 - p(S without T) is computed as p(T) + p(outside of S), which loses no digits. All are kept
 * as logarithms: outcomes of very small probability can be drawn after all others, and each of n!
 * orders has one.
 */
final class SetProbabilities {

  private final double[] logP;
  // By the bits of T.
  private final double[] logProbability;
  private final double[] logLeft;

  /**
   * Computes the probabilities of one context.
   *
   * @param log log-probabilities, [outcomes x contexts]
   * @param set the outcomes of S
   */
  static SetProbabilities of(double[] log, int context, int contexts, int[] set) {
    double[] logP = new double[set.length];
    boolean[] inside = new boolean[log.length / contexts];
    for (int i = 0; i < set.length; i++) {
      inside[set[i]] = true;
      logP[i] = log[set[i] * contexts + context];
    }
    double outside = Double.NEGATIVE_INFINITY;
    for (int n = 0; n < inside.length; n++) {
      outside = inside[n] ? outside : Numerics.logSum(outside, log[n * contexts + context]);
    }
    return new SetProbabilities(logP, outside);
  }

  /**
   * Computes the probabilities of a set.
   *
   * @param logP log-probabilities of the outcomes of S, kept and not copied
   * @param outside the log-probability of all others together
   */
  SetProbabilities(double[] logP, double outside) {
    this.logP = logP;
    logProbability = new double[1 << logP.length];
    logLeft = new double[logProbability.length];
    logLeft[0] = outside;
    for (int t = 1; t < logProbability.length; t++) {
      int lowest = Integer.numberOfTrailingZeros(t);
      logLeft[t] = Numerics.logSum(logLeft[t & (t - 1)], logP[lowest]);
      logProbability[t] = Double.NEGATIVE_INFINITY;
      for (int i = lowest; i < logP.length; i++) {
        if ((t >> i & 1) == 1) {
          double last = logP[i] - logLeft[t] + logProbability[t ^ 1 << i];
          logProbability[t] = Numerics.logSum(logProbability[t], last);
        }
      }
    }
  }

  /** The probability that i was drawn first, given S. */
  double first(int i) {
    int all = logProbability.length - 1;
    return Math.exp(logP[i] - logLeft[all] + logProbability[all ^ 1 << i] - logProbability[all]);
  }

  /** The weight of f at outcome j in the baseline of outcome i; the weights sum to 1. */
  double baseline(int i, int j) {
    if (i == j) {
      return Math.exp(logP[i]);
    }
    int others = logProbability.length - 1 ^ 1 << i;
    return Math.exp(logP[j] + logProbability[others ^ 1 << j] - logProbability[others]);
  }
}
