package io.thalweg.dense;

import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The weights of one or more networks in one array, with their gradient and Adam's moments.
 *
 * <pre>
 *   m = beta1 m + (1 - beta1) g,   v = beta2 v + (1 - beta2) g^2
 *   theta -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * </pre>
 *
 * <p>Source: Kingma &amp; Ba (2015), ICLR, arXiv:1412.6980.
 */
public final class Parameters {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-8f;
  private static final int BLOCK = 4096;
  private static final float[] ZEROS = new float[BLOCK];

  private final float[] values;
  private final float[] slopes;
  private final float[] mean;
  private final float[] square;
  private final Matrix mirror;
  private final Matrix gathered;
  private int steps;
  private long changes;

  /**
   * So many, all zero.
   *
   * @throws IllegalStateException if there is no OpenBLAS for this platform
   */
  public Parameters(int size) {
    OpenBlas.load();
    this.values = new float[Require.atLeast(1, "the number of parameters", size)];
    this.slopes = new float[size];
    this.mean = new float[size];
    this.square = new float[size];
    this.mirror = new Matrix(size).ensure(1);
    this.gathered = new Matrix(size).ensure(1);
    publish();
    gathered.putPart(0, slopes, 0, size);
  }

  /** How many there are. */
  public int size() {
    return values.length;
  }

  /** A copy of all of them. */
  public double[] values() {
    return doubles(values);
  }

  /**
   * Sets all of them and leaves the moments as they are.
   *
   * @throws IllegalArgumentException if there are not as many numbers as parameters
   */
  public void set(double[] numbers) {
    Require.length("the array of parameters", numbers, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers[i];
    }
    publish();
  }

  /** A copy of the gradient that the last step went down. */
  public double[] gradient() {
    return doubles(slopes);
  }

  private static double[] doubles(float[] numbers) {
    double[] copy = new double[numbers.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = numbers[i];
    }
    return copy;
  }

  /**
   * One step of Adam down what was gathered since the last, which is then forgotten.
   *
   * @throws IllegalArgumentException if the rate is not finite and above 0
   */
  public void step(double rate) {
    Require.positive("the learning rate", rate);
    steps++;
    float length = (float) (rate / (1 - Math.pow(BETA1, steps)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, steps)));
    Workers.overParameters(
        values.length,
        (share, scratch) -> {
          int to = share.to(values.length);
          for (int at = share.from(values.length); at < to; at += BLOCK) {
            int count = Math.min(BLOCK, to - at);
            gathered.getPart(at, slopes, at, count);
            gathered.putPart(at, ZEROS, 0, count);
            descend(at, at + count, length, root);
            mirror.putPart(at, values, at, count);
          }
        });
    changes++;
  }

  private void descend(int from, int to, float length, float root) {
    float rest1 = (float) (1 - BETA1);
    float rest2 = (float) (1 - BETA2);
    for (int i = from; i < to; i++) {
      float g = slopes[i];
      float m = Math.fma(rest1, g - mean[i], mean[i]);
      float v = Math.fma(rest2, g * g - square[i], square[i]);
      mean[i] = m;
      square[i] = v;
      values[i] -= length * m / ((float) Math.sqrt(v) * root + EPSILON);
    }
  }

  /** The values, to be read, not written. */
  float[] numbers() {
    return values;
  }

  /** Sets one of them; {@link #publish} is to be called before they are used. */
  void set(int at, double value) {
    values[at] = (float) value;
  }

  /** Lets matrix products see what was set. */
  void publish() {
    mirror.putPart(0, values, 0, values.length);
    changes++;
  }

  /** How often the values have changed. */
  long changes() {
    return changes;
  }

  /** Where matrix products read them. */
  Matrix mirror() {
    return mirror;
  }

  /** Where gradients are added up. */
  Matrix gathered() {
    return gathered;
  }

  /** Adds numbers to the gradient from one parameter on. */
  void gather(int at, double[] numbers) {
    float[] sum = new float[numbers.length];
    gathered.getPart(at, sum, 0, sum.length);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (float) numbers[i];
    }
    gathered.putPart(at, sum, 0, sum.length);
  }

  /** Writes them with Adam's moments. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(values.length);
    out.writeInt(steps);
    for (float[] numbers : new float[][] {values, mean, square}) {
      for (float number : numbers) {
        out.writeFloat(number);
      }
    }
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if it ends early or is of another number; nothing is changed then
   */
  public void load(DataInput in) throws IOException {
    int size = in.readInt();
    if (size != values.length) {
      throw new IOException(
          "the saved state holds %d parameters where %d are needed".formatted(size, values.length));
    }
    int saved = in.readInt();
    float[] numbers = new float[3 * size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readFloat();
    }
    steps = saved;
    System.arraycopy(numbers, 0, values, 0, size);
    System.arraycopy(numbers, size, mean, 0, size);
    System.arraycopy(numbers, 2 * size, square, 0, size);
    publish();
  }
}
