package io.thalweg.estimator.coupling;

import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * K uniform numbers of which small ones exclude each other.
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

  /** u_1 .. u_K. */
  double[] sample(RandomGenerator random) {
    double[] u = Uniforms.open(random, draws);
    double sum = 0;
    for (int k = 0; k < draws; k++) {
      u[k] = -Math.log(u[k]);
      sum += u[k];
    }
    for (int k = 0; k < draws; k++) {
      u[k] = Math.pow(1 - u[k] / sum, draws - 1);
    }
    return u;
  }

  /** The probability that two numbers are both below m. */
  double together(double m) {
    double term = 2 * Math.pow(m, 1.0 / (draws - 1)) - 1;
    return term > 0 ? Math.pow(term, draws - 1) : 0;
  }

  /** m (1 - m) / (m - P(u_i &lt; m, u_j &lt; m)): independence over dependence, at most 1. */
  double correction(double m) {
    return m * (1 - m) / (m - together(m));
  }
}
