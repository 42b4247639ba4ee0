package io.thalweg.dense;

/** The activations that {@link Activation} names. */
final class Activations {

  private Activations() {}

  /** h = a. */
  static final class Linear implements Activation {

    @Override
    public void apply(float[] a, int count) {}

    @Override
    public void timesSlope(float[] x, float[] h, int count) {}

    @Override
    public void bend(float[] x, float[] h, float[] d, float[] t, int count) {}

    @Override
    public String toString() {
      return "linear";
    }
  }

  /** h = tanh a, sigma' = 1 - h^2, sigma'' / sigma' = -2 h. */
  static final class Tanh implements Activation {

    @Override
    public void apply(float[] a, int count) {
      Scratch.KERNELS.tanh(a, count);
    }

    @Override
    public void timesSlope(float[] x, float[] h, int count) {
      for (int i = 0; i < count; i++) {
        x[i] *= 1 - h[i] * h[i];
      }
    }

    @Override
    public void bend(float[] x, float[] h, float[] d, float[] t, int count) {
      for (int i = 0; i < count; i++) {
        x[i] = x[i] * (1 - h[i] * h[i]) - 2 * h[i] * d[i] * t[i];
      }
    }

    @Override
    public String toString() {
      return "tanh";
    }
  }

  /** h = a above 0 and below times a slope, which is 0 for ReLU. */
  static final class Rectifier implements Activation {
    private static final float HUGE = 0x1p100f;

    private final float slope;

    Rectifier(float slope) {
      this.slope = slope;
    }

    @Override
    public void apply(float[] a, int count) {
      for (int i = 0; i < count; i++) {
        // Without a branch, which nobody can predict, it becomes vector instructions.
        a[i] = Math.max(a[i], 0) + slope * Math.min(a[i], 0);
      }
    }

    @Override
    public void timesSlope(float[] x, float[] h, int count) {
      for (int i = 0; i < count; i++) {
        // 1 above 0, also for the least number there, and 0 below; again without a branch.
        float above = Math.min(Math.max(h[i], 0) * HUGE * HUGE, 1);
        x[i] *= above + slope * (1 - above);
      }
    }

    @Override
    public void bend(float[] x, float[] h, float[] d, float[] t, int count) {
      timesSlope(x, h, count);
    }

    @Override
    public String toString() {
      return slope == 0 ? "ReLU" : "LeakyReLU(%s)".formatted(slope);
    }
  }

  /**
   * h = s a above 0 and s alpha (exp(a) - 1) below, where sigma' = sigma'' = h + s alpha.
   *
   * <p>s and alpha are 1 in ELU.
   */
  static final class Elu implements Activation {
    private final String name;
    private final float scale;
    private final float depth;

    Elu(String name, float scale, float alpha) {
      this.name = name;
      this.scale = scale;
      this.depth = scale * alpha;
    }

    @Override
    public void apply(float[] a, int count) {
      for (int i = 0; i < count; i++) {
        a[i] = a[i] > 0 ? scale * a[i] : depth * (float) StrictMath.expm1(a[i]);
      }
    }

    @Override
    public void timesSlope(float[] x, float[] h, int count) {
      for (int i = 0; i < count; i++) {
        x[i] *= h[i] > 0 ? scale : h[i] + depth;
      }
    }

    @Override
    public void bend(float[] x, float[] h, float[] d, float[] t, int count) {
      for (int i = 0; i < count; i++) {
        x[i] = h[i] > 0 ? scale * x[i] : (h[i] + depth) * x[i] + d[i] * t[i];
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
