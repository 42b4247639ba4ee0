package io.thalweg.internal.kernel;

/** Kernels that process one number after the other, on any machine. */
final class ScalarKernels implements Kernels {

  @Override
  public void uniforms(long seed, long gamma, double[] out) {
    uniforms(seed, gamma, out, 0);
  }

  static void uniforms(long seed, long gamma, double[] out, int from) {
    for (int i = from; i < out.length; i++) {
      out[i] = Elementary.uniform(Elementary.mix(seed + (i + 1) * gamma));
    }
  }

  @Override
  public boolean sigmoid(double[] x, double[] p, double[] complement) {
    return sigmoid(x, p, complement, 0, x.length);
  }

  static boolean sigmoid(double[] x, double[] p, double[] complement, int from, int to) {
    boolean finite = true;
    for (int i = from; i < to; i++) {
      double in = x[i];
      finite &= Double.isFinite(in);
      double shifted = Math.fma(in, Elementary.LOG2_E, Elementary.ROUND);
      double r = Elementary.remainder(in, shifted - Elementary.ROUND);
      double a = Elementary.even(r * r);
      double c = Elementary.odd(r * r) * r;
      double above = Elementary.power(shifted) * (a + c);
      double below = a - c;
      double inverse = 1 / (above + below);
      p[i] = above * inverse;
      complement[i] = below * inverse;
      if (Math.abs(in) > Elementary.STEEP) {
        p[i] = in > 0 ? 1 : StrictMath.exp(in);
        complement[i] = in < 0 ? 1 : StrictMath.exp(-in);
      }
    }
    return finite;
  }

  @Override
  public void exceeds(long seed, long gamma, double[] thresholds, double[] out) {
    for (int row = 0; row < out.length; row += thresholds.length) {
      exceeds(seed + row * gamma, gamma, thresholds, out, row, 0);
    }
  }

  static void exceeds(long seed, long gamma, double[] thresholds, double[] out, int row, int from) {
    for (int i = from; i < thresholds.length; i++) {
      double u = Elementary.uniform(Elementary.mix(seed + (i + 1) * gamma));
      out[row + i] = Elementary.exceeds(u, thresholds[i]);
    }
  }

  @Override
  public void exceeds(double[] u, double[] thresholds, double[] out) {
    for (int row = 0; row < out.length; row += thresholds.length) {
      exceeds(u, thresholds, out, row, 0);
    }
  }

  static void exceeds(double[] u, double[] thresholds, double[] out, int row, int from) {
    for (int i = from; i < thresholds.length; i++) {
      out[row + i] = Elementary.exceeds(u[row + i], thresholds[i]);
    }
  }

  @Override
  public void antithetic(double[] u, double[] p, double[] pair) {
    antithetic(u, p, pair, 0);
  }

  static void antithetic(double[] u, double[] p, double[] pair, int from) {
    for (int i = from; i < p.length; i++) {
      double uniform = u[i];
      pair[i] = Elementary.exceeds(uniform, 1 - p[i]);
      pair[p.length + i] = Elementary.exceeds(p[i], uniform);
    }
  }

  @Override
  public void scores(
      double[] weights, double[] b, double[] p, double[] complement, int contexts, double[] out) {
    int size = p.length / contexts;
    for (int c = 0; c < contexts; c++) {
      scores(weights, c, contexts, b, p, complement, out, c * size, (c + 1) * size);
    }
  }

  static void scores(
      double[] weights,
      int context,
      int contexts,
      double[] b,
      double[] p,
      double[] complement,
      double[] out,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      double sum = 0;
      for (int k = context, at = i; k < weights.length; k += contexts, at += p.length) {
        double one = Elementary.exceeds(b[at], 0);
        sum += weights[k] * (one * complement[i] - (1 - one) * p[i]);
      }
      out[i] = sum;
    }
  }

  @Override
  public void pairScores(
      double weight, double[] pair, double[] p, double[] out, int at, int count) {
    pairScores(weight, pair, p, out, at, count, 0);
  }

  static void pairScores(
      double weight, double[] pair, double[] p, double[] out, int at, int count, int first) {
    for (int i = at + first; i < at + count; i++) {
      double difference = pair[i] - pair[p.length + i];
      out[i] = weight * difference * (Math.abs(p[i] - 0.5) + 0.5);
    }
  }

  @Override
  public boolean finite(double[] x) {
    return finite(x, 0);
  }

  static boolean finite(double[] x, int from) {
    boolean finite = true;
    for (int i = from; i < x.length; i++) {
      finite &= Math.abs(x[i]) <= Double.MAX_VALUE;
    }
    return finite;
  }

  @Override
  public boolean indices(double[] x, int categories) {
    return indices(x, categories, 0);
  }

  static boolean indices(double[] x, int categories, int from) {
    boolean all = true;
    for (int i = from; i < x.length; i++) {
      all &= x[i] >= 0 && x[i] < categories && x[i] == (int) x[i];
    }
    return all;
  }

  @Override
  public void exp(double[] x, double[] out) {
    exp(x, out, 0, x.length);
  }

  static void exp(double[] x, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Elementary.exp(x[i]);
    }
  }

  @Override
  public void log(double[] x, double[] out) {
    log(x, out, 0, x.length);
  }

  static void log(double[] x, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Elementary.log(x[i]);
    }
  }

  @Override
  public void softplus(double[] x, double[] out, double[] slope) {
    softplus(x, out, slope, 0);
  }

  static void softplus(double[] x, double[] out, double[] slope, int from) {
    for (int i = from; i < x.length; i++) {
      double in = x[i];
      double e = Elementary.exp(-Math.abs(in));
      double sum = 1 + e;
      double larger = 1 / sum;
      // What the sum lost of e, over the sum.
      double lost = (e - (sum - 1)) * larger;
      double negative = Elementary.exceeds(0, in);
      out[i] = Math.max(in, 0) + (Elementary.log(sum) + lost);
      slope[i] = negative * (e * larger) + (1 - negative) * larger;
    }
  }

  @Override
  public void tanh(double[] x, double[] out) {
    tanh(x, out, 0);
  }

  static void tanh(double[] x, double[] out, int from) {
    for (int i = from; i < x.length; i++) {
      out[i] = Elementary.tanh(x[i]);
    }
  }

  @Override
  public void categories(double[] u, double[] p, int categories, double[] x) {
    categories(u, p, categories, x, 0);
  }

  static void categories(double[] u, double[] p, int categories, double[] x, int from) {
    int variables = p.length / categories;
    for (int row = 0; row < u.length; row += variables) {
      for (int i = from; i < variables; i++) {
        double left = u[row + i];
        double passed = 0;
        for (int k = i * categories; k < (i + 1) * categories - 1; k++) {
          left -= p[k];
          passed += Elementary.exceeds(left, 0);
        }
        x[row + i] = passed;
      }
    }
  }

  @Override
  public void least(double[] noise, double[] inverse, int categories, double[] out) {
    least(noise, inverse, categories, out, 0);
  }

  static void least(double[] noise, double[] inverse, int categories, double[] out, int from) {
    int n = noise.length / categories;
    long mask = Elementary.mask(categories);
    for (int i = from; i < n; i++) {
      long least = Long.MAX_VALUE;
      for (int k = 0; k < categories; k++) {
        double product = noise[k * n + i] * inverse[k * n + i];
        least = Math.min(least, Elementary.tagged(product, mask, k));
      }
      out[i] = least & mask;
    }
  }

  @Override
  public void swaps(double[] noise, double[] inverse, int categories, double[] out, int at) {
    swaps(noise, inverse, categories, out, at, 0);
  }

  static void swaps(
      double[] noise, double[] inverse, int categories, double[] out, int at, int from) {
    int n = noise.length / categories;
    long mask = Elementary.mask(categories);
    long[] own = new long[categories];
    // The least of all categories behind one.
    long[] behind = new long[categories];
    for (int i = from; i < n; i++) {
      long least = Long.MAX_VALUE;
      for (int k = categories - 1; k >= 0; k--) {
        behind[k] = least;
        own[k] = Elementary.tagged(noise[k * n + i] * inverse[k * n + i], mask, k);
        least = Math.min(least, own[k]);
      }
      swaps(noise, inverse, i, own, behind, out, at + i);
    }
  }

  private static void swaps(
      double[] noise, double[] inverse, int i, long[] own, long[] behind, double[] out, int at) {
    int categories = own.length;
    int n = noise.length / categories;
    long mask = Elementary.mask(categories);
    long beforeM = Long.MAX_VALUE;
    for (int m = 0; m < categories - 1; m++) {
      long before = beforeM;
      for (int j = m + 1; j < categories; j++) {
        double movedJ = noise[j * n + i] * inverse[m * n + i];
        double movedM = noise[m * n + i] * inverse[j * n + i];
        long swapped =
            Math.min(Elementary.tagged(movedJ, mask, m), Elementary.tagged(movedM, mask, j));
        out[at] = Math.min(Math.min(before, behind[j]), swapped) & mask;
        before = Math.min(before, own[j]);
        at += n;
      }
      beforeM = Math.min(beforeM, own[m]);
    }
  }

  @Override
  public void products(double[] matrices, double[] columns, int k, double[] out) {
    products(matrices, columns, k, out, 0, columns.length / k);
  }

  static void products(double[] matrices, double[] columns, int k, double[] out, int from, int to) {
    int n = columns.length / k;
    int size = n / (matrices.length / (k * k));
    for (int v = from; v < to; v++) {
      int matrix = v / size * k * k;
      for (int m = 0; m < k; m++) {
        double sum = 0;
        for (int j = 0; j < k; j++) {
          sum = Math.fma(matrices[matrix + j * k + m], columns[j * n + v], sum);
        }
        out[v * k + m] = sum;
      }
    }
  }
}
