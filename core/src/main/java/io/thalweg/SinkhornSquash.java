package io.thalweg;

import io.thalweg.internal.Numerics;

/**
 * The Sinkhorn operator: a matrix of positive numbers whose rows, then whose columns are divided by
 * their sums, again and again.
 *
 * <pre>
 *   L = x;   L_ij -= log sum_k exp(L_ik),   L_ij -= log sum_k exp(L_kj),   and so on;   y = exp(L)
 *   at each division of a line:  dL_j -= sum_k s_k dL_k,   s the shares after it
 *   d2L_j -= sum_k s_k d2L_k + sum_k s_k dL_k dL'_k - sum_k s_k dL_k sum_k s_k dL'_k
 * </pre>
 *
 * <p>A pullback goes through the divisions from the last to the first; so the shares of each are
 * kept.
 */
record SinkhornSquash(int items, int iterations) implements Squash {

  @Override
  public Points at(double[] z, double temperature) {
    double[] log = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      log[i] = z[i] / temperature;
    }
    double[][] shares = new double[2 * iterations][z.length];
    double[] line = new double[items];
    for (int n = 0; n < shares.length; n++) {
      for (int l = 0; l < z.length / items; l++) {
        for (int k = 0; k < items; k++) {
          line[k] = log[at(n, l, k)];
        }
        Numerics.logSoftmax(line, 0, items, line);
        for (int k = 0; k < items; k++) {
          log[at(n, l, k)] = line[k];
          shares[n][at(n, l, k)] = Math.exp(line[k]);
        }
      }
    }
    return new At(shares);
  }

  /** The index of an entry of a line: a row in even divisions, a column in odd ones. */
  private int at(int division, int line, int entry) {
    return division % 2 == 0
        ? line * items + entry
        : (line - line % items) * items + line % items + entry * items;
  }

  /**
   * Points with their derivatives.
   *
   * @param shares after each division
   */
  private final class At implements Points {

    private final double[][] shares;

    At(double[][] shares) {
      this.shares = shares;
    }

    @Override
    public double[] points() {
      return shares[shares.length - 1];
    }

    @Override
    public double[] pushforward(double[] v) {
      double[] moved = v.clone();
      for (int n = 0; n < shares.length; n++) {
        for (int l = 0; l < v.length / items; l++) {
          subtract(n, l, dot(n, l, moved), moved);
        }
      }
      return scaled(moved);
    }

    @Override
    public double[] pullback(double[] w) {
      double[] pulled = scaled(w);
      for (int n = shares.length - 1; n >= 0; n--) {
        for (int l = 0; l < w.length / items; l++) {
          double sum = 0;
          for (int k = 0; k < items; k++) {
            sum += pulled[at(n, l, k)];
          }
          for (int k = 0; k < items; k++) {
            pulled[at(n, l, k)] -= sum * shares[n][at(n, l, k)];
          }
        }
      }
      return pulled;
    }

    @Override
    public double[] curvature(double[] u, double[] v) {
      double[] first = u.clone();
      double[] second = v.clone();
      double[] bent = new double[v.length];
      for (int n = 0; n < shares.length; n++) {
        for (int l = 0; l < v.length / items; l++) {
          double mean = dot(n, l, first);
          double other = dot(n, l, second);
          double bend = dot(n, l, bent) - mean * other;
          for (int k = 0; k < items; k++) {
            int i = at(n, l, k);
            bend += shares[n][i] * first[i] * second[i];
          }
          subtract(n, l, mean, first);
          subtract(n, l, other, second);
          subtract(n, l, bend, bent);
        }
      }
      for (int i = 0; i < bent.length; i++) {
        bent[i] += first[i] * second[i];
      }
      return scaled(bent);
    }

    private double dot(int division, int line, double[] numbers) {
      double sum = 0;
      for (int k = 0; k < items; k++) {
        int i = at(division, line, k);
        sum += shares[division][i] * numbers[i];
      }
      return sum;
    }

    private void subtract(int division, int line, double number, double[] from) {
      for (int k = 0; k < items; k++) {
        from[at(division, line, k)] -= number;
      }
    }

    private double[] scaled(double[] numbers) {
      double[] scaled = numbers.clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= points()[i];
      }
      return scaled;
    }
  }
}
