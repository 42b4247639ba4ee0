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
    return copula(exponentials(random));
  }

  /**
   * Draws u_1 .. u_K, given on which side of m the first one is.
   *
   * <pre>
   *   u_1 &lt; m: u_1 = m v,   otherwise u_1 = m + (1 - m) v
   *   r = u_1^(1/(K-1)),   the first of the exponentials that make d = sum of the others (1 - r) / r
   * </pre>
   *
   * <p>This is their conditional law, since d_1 is independent of the ratios of the others.
   */
  double[] given(boolean below, double m, RandomGenerator random) {
    double[] e = exponentials(random);
    double v = Uniforms.open(random);
    double log = Math.log(below ? m * v : m + (1 - m) * v) / (draws - 1);
    double others = 0;
    for (int k = 1; k < draws; k++) {
      others += e[k];
    }
    // Where u_1 is 0 for a double, d_1 is all but 1.
    e[0] = Math.min(others * Math.expm1(-log), Double.MAX_VALUE / 2);
    return copula(e);
  }

  private double[] exponentials(RandomGenerator random) {
    double[] e = Uniforms.open(random, draws);
    for (int k = 0; k < draws; k++) {
      e[k] = -Math.log(e[k]);
    }
    return e;
  }

  /** Computes u from the exponentials whose shares of their sum are d. */
  private double[] copula(double[] e) {
    double sum = 0;
    for (double exponential : e) {
      sum += exponential;
    }
    double[] out = new double[draws];
    for (int k = 0; k < draws; k++) {
      // Summed anew, because 1 - d_k would lose the digits of a small u_k.
      double others = 0;
      for (int j = 0; j < draws; j++) {
        others += j == k ? 0 : e[j];
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
