package io.thalweg.internal.kernel;

import java.util.Arrays;

/** Dense kernels that process one number after the other, on any machine. */
final class ScalarDenseKernels implements DenseKernels {

  @Override
  public void tanh(float[] x, int count) {
    tanh(x, 0, count);
  }

  static void tanh(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Single.tanh(x[i]);
    }
  }

  @Override
  public float logBernoulli(
      float[] logits, int from, float[] x, int at, int columns, float[] sums) {
    Arrays.fill(sums, 0);
    logBernoulli(logits, from, x, at, 0, columns, sums);
    return Single.total(sums);
  }

  static void logBernoulli(
      float[] logits, int from, float[] x, int at, int first, int columns, float[] sums) {
    for (int i = first; i < columns; i++) {
      float logit = logits[from + i];
      float bit = x[at + i];
      float size = Math.abs(logit);
      float in = -(size > Single.STEEP ? Single.STEEP : size);
      float shifted = Math.fma(in, Single.LOG2_E, Single.ROUND);
      float u = Single.half(in, shifted - Single.ROUND);
      float square = u * u;
      float a = Single.even(square);
      float c = Single.odd(u, square);
      float above = Single.power(shifted) * (a + c);
      float below = a - c;
      float both = above + below;
      float softplus = Single.twiceArtanh(above / (both + below)) + (logit > 0 ? logit : 0);
      logits[from + i] = bit - (logit > 0 ? below : above) / both;
      sums[i % PARTIAL_SUMS] += Math.fma(bit, logit, -softplus);
    }
  }

  @Override
  public float dot(float[] a, int from, float[] b, int at, int columns, float[] sums) {
    Arrays.fill(sums, 0);
    dot(a, from, b, at, 0, columns, sums);
    return Single.total(sums);
  }

  static void dot(float[] a, int from, float[] b, int at, int first, int columns, float[] sums) {
    for (int i = first; i < columns; i++) {
      int j = i % PARTIAL_SUMS;
      sums[j] = Math.fma(a[from + i], b[at + i], sums[j]);
    }
  }
}
