package io.thalweg.estimator.flow;

/**
 * The sums of two halves of the draws; weights that were fitted on one are tried on the other.
 *
 * @param first of one half
 * @param second of the other half
 */
record Pair(Square first, Square second) {

  /**
   * The number of draws that decide, as far as both halves have them.
   *
   * <pre>
   *   4 A B / (sum of t^4 in both halves),   A, B the sums of t^2 in each
   * </pre>
   *
   * <p>t is the target. It is the number of draws if all weigh the same, about 1 if one draw of
   * each half outweighs all others, and 0 if a half has none that weighs anything: then what is
   * fitted on one half is not tried on the other.
   */
  double deciding() {
    double root = Math.hypot(first.root(), second.root());
    return root > 0 ? 4 * (first.targets() / root) * (second.targets() / root) : 0;
  }

  /**
   * The variance that weights leave where they were not fitted.
   *
   * @param one the weights fitted on the first half
   * @param two the weights fitted on the second half
   */
  double residual(double[] one, double[] two) {
    return second.residual(one) + first.residual(two);
  }

  /** The square of what weighted controls may add at one more draw of each half. */
  double reach(double[] one, double[] two, Whole whole) {
    return second.reach(one, whole) + first.reach(two, whole);
  }
}
