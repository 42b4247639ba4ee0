package io.thalweg.estimator.coupling;

import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * K negatively dependent draws of one categorical variable, by breaking a stick.
 *
 * <pre>
 *   beta_c = pi_c / (pi_c + all later pi);   u_c1 .. u_cK from the Dirichlet copula
 *   draw k takes the first category c with u_ck &lt; beta_c
 *   with a the earlier of two categories, P_c = P(u_ci &lt; beta_c, u_cj &lt; beta_c):
 *   pi_a pi_b / J(a, b) = prod_(c &lt; a) (1 - beta_c)^2 / (1 - 2 beta_c + P_c)
 *                         beta_a (1 - beta_a) / (beta_a - P_a)
 * </pre>
 *
 * <p>Categories come in the order of increasing probability. Then every beta but the last is at
 * most 1/2, and less than 1/2 while two categories are still to come, so that every pair is
 * possible.
 */
final class Stick {

  /** Stands for no category, where the first draw may take any. */
  static final int ANY = -1;

  private final int[] order;
  private final int[] rank;
  private final double[] shares;
  // pi_a pi_b / J(a, b) by the rank of the earlier category.
  private final double[] corrections;
  private final DirichletCopula copula;

  Stick(double[] probabilities, int block, int categories, DirichletCopula copula) {
    this.copula = copula;
    this.order =
        IntStream.range(0, categories)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> probabilities[block + k]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.rank = new int[categories];
    this.shares = new double[categories];
    double left = 0;
    for (int r = categories - 1; r >= 0; r--) {
      rank[order[r]] = r;
      left += probabilities[block + order[r]];
      shares[r] = probabilities[block + order[r]] / left;
    }
    this.corrections = new double[categories - 1];
    double passed = 1;
    for (int r = 0; r < categories - 1; r++) {
      double beta = shares[r];
      corrections[r] = passed * (beta > 0 ? copula.correction(beta) : 0);
      passed *= (1 - beta) * (1 - beta) / (1 - 2 * beta + copula.together(beta));
    }
  }

  /**
   * Writes K draws to out[first], out[first + stride], ...
   *
   * @param given the category that the first draw takes, or {@link #ANY}
   */
  void sample(RandomGenerator random, int given, double[] out, int first, int stride) {
    boolean[] taken = new boolean[copula.draws()];
    int own = given == ANY ? -1 : rank[given];
    for (int r = 0; r < shares.length - 1; r++) {
      // The given draw passes all categories before its own; after that its numbers are free.
      double[] u = r > own ? copula.sample(random) : copula.given(r == own, shares[r], random);
      for (int k = 0; k < taken.length; k++) {
        if (!taken[k] && u[k] < shares[r]) {
          taken[k] = true;
          out[first + k * stride] = order[r];
        }
      }
    }
    for (int k = 0; k < taken.length; k++) {
      if (!taken[k]) {
        out[first + k * stride] = order[shares.length - 1];
      }
    }
    if (given != ANY) {
      out[first] = given;
    }
  }

  /** The correction pi_a pi_b / J(a, b) of two different categories. */
  double correction(int a, int b) {
    return corrections[Math.min(rank[a], rank[b])];
  }
}
