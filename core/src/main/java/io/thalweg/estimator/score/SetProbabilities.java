package io.thalweg.estimator.score;

/**
 * Probabilities of the order in which a set of outcomes was drawn without replacement.
 *
 * <pre>
 *   P(T) = P(the next |T| draws are T | all of S but T was drawn)
 *        = sum_(s in T) p(s) / (1 - p(S without T)) P(T without s),   P(empty) = 1
 * </pre>
 *
 * <p>1 - p(S without T) is summed as p(T) + p(outside of S), which loses no digits.
 */
final class SetProbabilities {

  private final double[] p;
  // By the bits of T.
  private final double[] probability;
  private final double[] left;

  /**
   * Of one context.
   *
   * @param log log-probabilities, [outcomes x contexts]
   * @param set the outcomes of S
   */
  SetProbabilities(double[] log, int context, int contexts, int[] set) {
    p = new double[set.length];
    boolean[] inside = new boolean[log.length / contexts];
    for (int i = 0; i < set.length; i++) {
      inside[set[i]] = true;
      p[i] = Math.exp(log[set[i] * contexts + context]);
    }
    double outside = 0;
    for (int n = 0; n < inside.length; n++) {
      outside += inside[n] ? 0 : Math.exp(log[n * contexts + context]);
    }
    probability = new double[1 << set.length];
    left = new double[probability.length];
    probability[0] = 1;
    left[0] = outside;
    for (int t = 1; t < probability.length; t++) {
      int lowest = Integer.numberOfTrailingZeros(t);
      left[t] = left[t & (t - 1)] + p[lowest];
      for (int i = lowest; i < p.length; i++) {
        if ((t >> i & 1) == 1) {
          probability[t] += p[i] / left[t] * probability[t ^ 1 << i];
        }
      }
    }
  }

  /** P(i was drawn first | S). */
  double first(int i) {
    int all = probability.length - 1;
    return p[i] / left[all] * probability[all ^ 1 << i] / probability[all];
  }

  /** What f of outcome j weighs in the baseline of outcome i; these weights add up to 1. */
  double baseline(int i, int j) {
    if (i == j) {
      return p[i];
    }
    int others = probability.length - 1 ^ 1 << i;
    return p[j] * probability[others ^ 1 << j] / probability[others];
  }
}
