package io.thalweg.check;

import io.thalweg.estimator.score.Enumeration;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Means of the maximum of one value of f and those at K - 1 further draws.
 *
 * <pre>
 *   h(x) = E max(f(x), f(x_2), .., f(x_K)),   grad E max(f(x_1), .., f(x_K)) = K E h(x) score(x)
 *   with f_1 &lt;= .. &lt;= f_n in order and F_j the probability of the first j outcomes:
 *   h_i = f_i F_i^(K-1) + sum_(j &gt; i) f_j (F_j^(K-1) - F_(j-1)^(K-1))
 * </pre>
 */
final class Maxima {

  private Maxima() {}

  /** Computes h at every row. */
  static double[] of(Enumeration.Listed all, double[] f, int draws) {
    int contexts = all.events().contexts();
    double[] h = new double[f.length];
    for (int c = 0; c < contexts; c++) {
      int context = c;
      int[] rows =
          IntStream.range(0, f.length / contexts)
              .mapToObj(n -> n * contexts + context)
              .sorted(Comparator.comparingDouble(row -> f[row]))
              .mapToInt(Integer::intValue)
              .toArray();
      double[] upTo = new double[rows.length];
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        sum += all.probabilities()[rows[i]];
        upTo[i] = Math.pow(sum, draws - 1);
      }
      double beyond = 0;
      for (int i = rows.length - 1; i >= 0; i--) {
        h[rows[i]] = f[rows[i]] * upTo[i] + beyond;
        beyond += f[rows[i]] * (upTo[i] - (i > 0 ? upTo[i - 1] : 0));
      }
    }
    return h;
  }
}
