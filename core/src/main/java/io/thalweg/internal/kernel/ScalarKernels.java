package io.thalweg.internal.kernel;

/** One number after the other, on any machine. */
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
  public void sigmoid(double[] x, double[] p, double[] complement) {
    sigmoid(x, p, complement, 0);
  }

  static void sigmoid(double[] x, double[] p, double[] complement, int from) {
    for (int i = from; i < x.length; i++) {
      double logit = x[i];
      double e = Elementary.exp(-Math.abs(logit));
      double larger = 1 / (1 + e);
      double smaller = e * larger;
      p[i] = logit < 0 ? smaller : larger;
      complement[i] = logit < 0 ? larger : smaller;
    }
  }

  @Override
  public void bernoulli(double[] u, double[] p, double[] b) {
    for (int row = 0; row < b.length; row += p.length) {
      bernoulli(u, p, b, row, 0);
    }
  }

  static void bernoulli(double[] u, double[] p, double[] b, int row, int from) {
    for (int i = from; i < p.length; i++) {
      b[row + i] = u[row + i] > 1 - p[i] ? 1 : 0;
    }
  }

  @Override
  public void antithetic(double[] u, double[] p, double[] pair) {
    antithetic(u, p, pair, 0);
  }

  static void antithetic(double[] u, double[] p, double[] pair, int from) {
    for (int i = from; i < p.length; i++) {
      pair[i] = u[i] > 1 - p[i] ? 1 : 0;
      pair[p.length + i] = u[i] < p[i] ? 1 : 0;
    }
  }

  @Override
  public void log(double[] x, double[] out) {
    log(x, out, 0);
  }

  static void log(double[] x, double[] out, int from) {
    for (int i = from; i < x.length; i++) {
      out[i] = Elementary.log(x[i]);
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
}
