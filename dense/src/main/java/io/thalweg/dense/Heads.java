package io.thalweg.dense;

/** The heads that {@link Head} names. */
final class Heads {

  static final Head IDENTITY = new Identity();

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private Heads() {}

  /** f = x . o - sum softplus(o), df/do = x - s, d^2f/do^2 = -s (1 - s), s = sigmoid(o). */
  static final class Bernoulli implements Head {
    private final float[] x;
    private final int bits;

    Bernoulli(float[] x, int bits) {
      this.x = x;
      this.bits = bits;
    }

    @Override
    public int outputs() {
      return bits;
    }

    @Override
    public int contexts() {
      return x.length / bits;
    }

    @Override
    public double value(int context, float[] outputs, int at, float[] scratch) {
      return Scratch.KERNELS.logBernoulli(outputs, at, x, context * bits, bits, scratch);
    }

    @Override
    public void bend(int context, float[] t, float[] slopes, float[] outputs, int at) {
      int first = context * bits;
      for (int i = 0; i < bits; i++) {
        float s = x[first + i] - slopes[at + i];
        t[at + i] *= s * (s - 1);
      }
    }

    @Override
    public boolean keepsOutputs() {
      return false;
    }
  }

  /** f = o_y - log sum exp o, df/do = e_y - p, d^2f/do^2 = p p^T - diag p, p = softmax(o). */
  static final class Categorical implements Head {
    private final int[] labels;
    private final int categories;

    Categorical(int[] labels, int categories) {
      this.labels = labels;
      this.categories = categories;
    }

    @Override
    public int outputs() {
      return categories;
    }

    @Override
    public int contexts() {
      return labels.length;
    }

    @Override
    public double value(int context, float[] outputs, int at, float[] scratch) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int j = at; j < at + categories; j++) {
        largest = Math.max(largest, outputs[j]);
      }
      double chosen = outputs[at + labels[context]] - largest;
      double sum = 0;
      for (int j = at; j < at + categories; j++) {
        double power = Math.exp(outputs[j] - largest);
        outputs[j] = (float) -power;
        sum += power;
      }
      for (int j = at; j < at + categories; j++) {
        outputs[j] /= (float) sum;
      }
      outputs[at + labels[context]] += 1;
      return chosen - Math.log(sum);
    }

    @Override
    public void bend(int context, float[] t, float[] slopes, float[] outputs, int at) {
      int label = at + labels[context];
      float mean = 0;
      for (int j = at; j < at + categories; j++) {
        mean += probability(slopes, j, label) * t[j];
      }
      for (int j = at; j < at + categories; j++) {
        t[j] = probability(slopes, j, label) * (mean - t[j]);
      }
    }

    private static float probability(float[] slopes, int j, int label) {
      return (j == label ? 1 : 0) - slopes[j];
    }

    @Override
    public boolean keepsOutputs() {
      return false;
    }
  }

  /**
   * The log-density of independent normal numbers; with z = (y - m) / e^s
   *
   * <pre>
   *   df/dm = z / e^s,   df/ds = z^2 - 1
   *   d^2f/dm^2 = -1 / e^(2s),   d^2f/dm ds = -2 z / e^s,   d^2f/ds^2 = -2 z^2
   * </pre>
   */
  static final class Gaussian implements Head {
    private final float[] y;
    private final int size;

    Gaussian(float[] y, int size) {
      this.y = y;
      this.size = size;
    }

    @Override
    public int outputs() {
      return 2 * size;
    }

    @Override
    public int contexts() {
      return y.length / size;
    }

    @Override
    public double value(int context, float[] outputs, int at, float[] scratch) {
      double sum = -size * HALF_LOG_TWO_PI;
      for (int i = 0; i < size; i++) {
        int mean = at + i;
        int log = mean + size;
        double inverse = Math.exp(-outputs[log]);
        double z = (y[context * size + i] - outputs[mean]) * inverse;
        sum -= 0.5 * z * z + outputs[log];
        outputs[mean] = (float) (z * inverse);
        outputs[log] = (float) (z * z - 1);
      }
      return sum;
    }

    @Override
    public void bend(int context, float[] t, float[] slopes, float[] outputs, int at) {
      for (int i = 0; i < size; i++) {
        int mean = at + i;
        int log = mean + size;
        double inverse = Math.exp(-outputs[log]);
        float tangent = t[mean];
        t[mean] = (float) (-inverse * inverse * tangent - 2 * slopes[mean] * t[log]);
        t[log] = -2 * slopes[mean] * tangent - 2 * (slopes[log] + 1) * t[log];
      }
    }
  }

  /** f = o. */
  private static final class Identity implements Head {

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public int contexts() {
      return 0;
    }

    @Override
    public double value(int context, float[] outputs, int at, float[] scratch) {
      double value = outputs[at];
      outputs[at] = 1;
      return value;
    }

    @Override
    public void bend(int context, float[] t, float[] slopes, float[] outputs, int at) {
      t[at] = 0;
    }

    @Override
    public boolean keepsOutputs() {
      return false;
    }
  }
}
