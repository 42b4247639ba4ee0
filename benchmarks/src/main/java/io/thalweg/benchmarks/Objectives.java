package io.thalweg.benchmarks;

import io.thalweg.Events;
import io.thalweg.Objective;

/**
 * The black boxes, written for speed: a whole batch in one call, and several partial sums, so that
 * no addition waits for the previous one.
 */
final class Objectives {

  private static final double TARGET = 0.499;

  private Objectives() {}

  /** f(b) = mean_d (b_d - 0.499)^2. */
  static Objective meanSquare() {
    return Objective.ofBatch(Objectives::meanSquares);
  }

  private static double[] meanSquares(Events events) {
    double[] b = events.values();
    int size = events.size();
    double[] means = new double[events.count()];
    for (int row = 0; row < means.length; row++) {
      means[row] = sumOfSquares(b, row * size, (row + 1) * size) / size;
    }
    return means;
  }

  private static double sumOfSquares(double[] b, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      double d0 = b[i] - TARGET;
      double d1 = b[i + 1] - TARGET;
      double d2 = b[i + 2] - TARGET;
      double d3 = b[i + 3] - TARGET;
      sum0 = Math.fma(d0, d0, sum0);
      sum1 = Math.fma(d1, d1, sum1);
      sum2 = Math.fma(d2, d2, sum2);
      sum3 = Math.fma(d3, d3, sum3);
    }
    for (; i < to; i++) {
      sum0 += (b[i] - TARGET) * (b[i] - TARGET);
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /**
   * f(z) = mean_v (table[v, z_v] - 0.499)^2.
   *
   * @param table [variables x categories]
   */
  static Objective tableSquare(double[] table, int categories) {
    return Objective.ofBatch(events -> tableSquares(events, table, categories));
  }

  private static double[] tableSquares(Events events, double[] table, int categories) {
    double[] z = events.values();
    int variables = events.size();
    double[] means = new double[events.count()];
    for (int row = 0; row < means.length; row++) {
      int at = row * variables;
      double even = 0;
      double odd = 0;
      int v = 0;
      for (; v <= variables - 2; v += 2) {
        double d0 = table[v * categories + (int) z[at + v]] - TARGET;
        double d1 = table[(v + 1) * categories + (int) z[at + v + 1]] - TARGET;
        even = Math.fma(d0, d0, even);
        odd = Math.fma(d1, d1, odd);
      }
      for (; v < variables; v++) {
        double d = table[v * categories + (int) z[at + v]] - TARGET;
        even += d * d;
      }
      means[row] = (even + odd) / variables;
    }
    return means;
  }
}
