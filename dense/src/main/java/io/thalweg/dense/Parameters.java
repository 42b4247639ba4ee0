package io.thalweg.dense;

import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;

/** The weights of one or more networks in one array, with the gradient that is gathered in them. */
public final class Parameters {

  private static final int BLOCK = 4096;
  private static final float[] ZEROS = new float[BLOCK];

  private final float[] values;
  private final float[] slopes;
  private final Matrix mirror;
  private final Matrix gathered;
  private long changes;

  /**
   * Makes so many, all zero.
   *
   * @throws IllegalStateException if there is no OpenBLAS for this platform
   */
  public Parameters(int size) {
    OpenBlas.load();
    this.values = new float[Require.atLeast(1, "the number of parameters", size)];
    this.slopes = new float[size];
    this.mirror = new Matrix(size).ensure(1);
    this.gathered = new Matrix(size).ensure(1);
    publish();
    gathered.putPart(0, slopes, 0, size);
  }

  /** Returns how many there are. */
  public int size() {
    return values.length;
  }

  /** Returns a copy of all of them. */
  public double[] values() {
    return doubles(values);
  }

  /** Returns a copy of those from one index up to, not including, another. */
  public double[] values(int from, int to) {
    Objects.checkFromToIndex(from, to, values.length);
    double[] copy = new double[to - from];
    for (int i = from; i < to; i++) {
      copy[i - from] = values[i];
    }
    return copy;
  }

  /**
   * Sets all of them.
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

  /** Returns a copy of the gradient that the last step went down. */
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

  /** Returns the gradient that was gathered since the last step, and forgets it. */
  public double[] takeGradient() {
    gathered.getPart(0, slopes, 0, slopes.length);
    for (int at = 0; at < slopes.length; at += BLOCK) {
      gathered.putPart(at, ZEROS, 0, Math.min(BLOCK, slopes.length - at));
    }
    return gradient();
  }

  /** Makes one step down the gradient that was gathered, and forgets it. */
  void descend(Rule.Update update, float[][] moments) {
    Workers.overParameters(
        values.length,
        (share, scratch) -> {
          int to = share.to(values.length);
          for (int at = share.from(values.length); at < to; at += BLOCK) {
            int count = Math.min(BLOCK, to - at);
            gathered.getPart(at, slopes, at, count);
            gathered.putPart(at, ZEROS, 0, count);
            update.descend(values, slopes, moments, at, at + count);
            mirror.putPart(at, values, at, count);
          }
        });
    changes++;
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

  /** Returns how often the values may have changed. */
  public long changes() {
    return changes;
  }

  /** The memory that matrix products read parameters from. */
  Matrix mirror() {
    return mirror;
  }

  /** The memory that gradients are added up in. */
  Matrix gathered() {
    return gathered;
  }

  /**
   * Adds numbers to the gradient that the next step goes down.
   *
   * @param at the parameter of the first
   * @throws IndexOutOfBoundsException if there are too many numbers
   */
  public void gather(int at, double[] numbers) {
    Objects.checkFromIndexSize(at, numbers.length, values.length);
    float[] sum = new float[numbers.length];
    gathered.getPart(at, sum, 0, sum.length);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (float) numbers[i];
    }
    gathered.putPart(at, sum, 0, sum.length);
  }

  /** Writes them. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (float number : values) {
      out.writeFloat(number);
    }
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if it ends early or is of another number; nothing has changed then
   */
  public void load(DataInput in) throws IOException {
    put(read(in));
  }

  /** Reads what may be put here. */
  float[] read(DataInput in) throws IOException {
    int size = in.readInt();
    if (size != values.length) {
      throw new IOException(
          "the saved state holds %d parameters where %d are needed".formatted(size, values.length));
    }
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = in.readFloat();
    }
    return numbers;
  }

  /** Sets all of them. */
  void put(float[] numbers) {
    System.arraycopy(numbers, 0, values, 0, values.length);
    publish();
  }
}
