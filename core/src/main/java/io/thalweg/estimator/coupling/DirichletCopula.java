package io.thalweg.estimator.coupling;

import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * K uniform numbers that are rarely small together.
 *
 * <pre>
 *   d ~ Dirichlet(1, ..., 1),   u_k = (1 - d_k)^(K-1)
 *   P(u_i &lt; m, u_j &lt; m) = max(0, 2 m^(1/(K-1)) - 1)^(K-1)
 * </pre>
 *
 * <p>Source: Dimitriev &amp; Zhou (2021), ICML, arXiv:2105.14141.
 *
 * @param draws K
 */
record DirichletCopula(int draws) {

  /** Draws u_1 .. u_K. */
  double[] sample(RandomGenerator random) {
    double[] u = Uniforms.open(random, draws);
    double sum = 0;
    for (int k = 0; k < draws; k++) {
      u[k] = -Math.log(u[k]);
      sum += u[k];
    }
    double[] out = new double[draws];
    for (int k = 0; k < draws; k++) {
      // Summed anew, because 1 - d_k would lose the digits of a small u_k.
      double others = 0;
      for (int j = 0; j < draws; j++) {
        others += j == k ? 0 : u[j];
      }
      out[k] = Math.pow(others / sum, draws - 1);
    }
    return out;
  }

  /** The probability that two numbers are both below m. */
  double together(double m) {
    double term = 2 * Math.pow(m, 1.0 / (draws - 1)) - 1;
    return term > 0 ? Math.pow(term, draws - 1) : 0;
  }

  /**
   * The ratio m (1 - m) / (m - P(u_i &lt; m, u_j &lt; m)) of independent to dependent draws, at
   * most 1; the limit 1 at m = 0.
   */
  double correction(double m) {
    return m > 0 ? m * (1 - m) / (m - together(m)) : 1;
  }
}
