package io.thalweg;

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
    for (int n = 0; n < shares.length; n++) {
      for (int l = 0; l < z.length / items; l++) {
        divide(log, shares[n], first(n, l), step(n));
      }
    }
    return new At(shares);
  }

  /** Divides a line by its sum. Logarithms are kept, for a column may be far below the others. */
  private void divide(double[] log, double[] shares, int first, int step) {
    int end = first + items * step;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = first; i < end; i += step) {
      max = Math.max(max, log[i]);
    }
    double sum = 0;
    for (int i = first; i < end; i += step) {
      shares[i] = Math.exp(log[i] - max);
      sum += shares[i];
    }
    double logSum = Math.log(sum);
    for (int i = first; i < end; i += step) {
      shares[i] /= sum;
      log[i] = (log[i] - max) - logSum;
    }
  }

  /** The index of the first entry of a line: a row in even divisions, a column in odd ones. */
  private int first(int division, int line) {
    return division % 2 == 0 ? line * items : (line - line % items) * items + line % items;
  }

  /** The distance of the entries of a line. */
  private int step(int division) {
    return division % 2 == 0 ? 1 : items;
  }

  /** Points with their derivatives, by the shares after each division. */
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
        int step = step(n);
        for (int l = 0; l < w.length / items; l++) {
          int first = first(n, l);
          double sum = 0;
          for (int k = 0; k < items; k++) {
            sum += pulled[first + k * step];
          }
          for (int k = 0; k < items; k++) {
            pulled[first + k * step] -= sum * shares[n][first + k * step];
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
            int i = first(n, l) + k * step(n);
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
        int i = first(division, line) + k * step(division);
        sum += shares[division][i] * numbers[i];
      }
      return sum;
    }

    private void subtract(int division, int line, double number, double[] from) {
      for (int k = 0; k < items; k++) {
        from[first(division, line) + k * step(division)] -= number;
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
