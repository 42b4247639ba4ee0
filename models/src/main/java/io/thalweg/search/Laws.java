package io.thalweg.search;

import io.thalweg.Factorized;
import io.thalweg.distribution.Bernoulli;
import java.util.Arrays;

/** Events, as the numbers of their values, and laws that are all but sure of one. */
final class Laws {

  // Beside the likeliest value each other one has the probability exp(-7), a thousandth.
  private static final double SURE = 7;

  private Laws() {}

  /** Makes a law that is all but sure of an event. */
  static Factorized sure(Factorized family, double[] event) {
    double[] theta = new double[family.dimension()];
    if (family instanceof Bernoulli) {
      Arrays.setAll(theta, i -> event[i] == 1 ? SURE : -SURE);
    } else {
      for (int v = 0; v < event.length; v++) {
        theta[v * family.values() + (int) event[v]] = SURE;
      }
    }
    return (Factorized) family.at(theta);
  }

  /** The likeliest event of a law. */
  static double[] mode(Factorized law) {
    double[] q = law.marginals();
    double[] mode = new double[law.shape().size()];
    for (int i = 0; i < q.length; i++) {
      int variable = i / law.values();
      if (q[i] > q[variable * law.values() + (int) mode[variable]]) {
        mode[variable] = i % law.values();
      }
    }
    return mode;
  }
}
