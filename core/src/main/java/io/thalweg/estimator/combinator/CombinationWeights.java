package io.thalweg.estimator.combinator;

/**
 * Weights of controls of mean zero that are subtracted from an estimate.
 *
 * <pre>
 *   e_j = g_j - sum_k w_k u_kj                  shared by all parameters
 *   e_j = g_j - sum_k w_kj u_kj                 for each parameter
 *   e_j = g_j - sum_k sum_i w_kij u_ki          across parameters
 * </pre>
 *
 * @param kinds the number of controls k of a parameter
 * @param parameters the number of parameters
 * @param numbers w; none to subtract nothing
 */
record CombinationWeights(int kinds, int parameters, double[] numbers) {

  /** Computes the estimate of one context from its target g and its controls u. */
  double[] apply(double[] target, double[] controls) {
    double[] e = target.clone();
    if (numbers.length == 0) {
      return e;
    }
    boolean crossed = numbers.length == controls.length * parameters;
    for (int at = 0; at < controls.length; at++) {
      double u = controls[at];
      if (u == 0) {
        continue;
      }
      if (crossed) {
        for (int j = 0; j < parameters; j++) {
          e[j] -= numbers[at * parameters + j] * u;
        }
      } else {
        double w = numbers[numbers.length == controls.length ? at : at / parameters];
        e[at % parameters] -= w * u;
      }
    }
    return e;
  }
}
