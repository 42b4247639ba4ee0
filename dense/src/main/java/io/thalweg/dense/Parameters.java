package io.thalweg.dense;

import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;

/**
 * The weights of one or more networks in one row of numbers, with the gradient that is gathered in
 * them.
 *
 * <p>Both are outside of the heap, where matrix products read and write them. A step copies them
 * block by block to arrays that stay in the cache.
 */
public final class Parameters {

  private static final int BLOCK = 4096;
  private static final float[] ZEROS = new float[BLOCK];

  private final int size;
  private final Matrix numbers;
  private Matrix gathered;
  // The gradient of the last step. A step exchanges both, which is cheaper than a copy.
  private Matrix past;
  private long changes;

  /**
   * Makes so many, all zero.
   *
   * @throws IllegalStateException if there is no OpenBLAS for this platform
   */
  public Parameters(int size) {
    OpenBlas.load();
    this.size = Require.atLeast(1, "the number of parameters", size);
    this.numbers = new Matrix(size).ensure(1);
    this.gathered = new Matrix(size).ensure(1);
    this.past = new Matrix(size).ensure(1);
  }

  /** Returns how many there are. */
  public int size() {
    return size;
  }

  /** Returns a copy of all of them. */
  public double[] values() {
    return values(0, size);
  }

  /** Returns a copy of those from one index up to, not including, another. */
  public double[] values(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    return doubles(numbers, from, to - from);
  }

  /**
   * Sets all of them.
   *
   * @throws IllegalArgumentException if there are not as many numbers as parameters
   */
  public void set(double[] numbers) {
    Require.length("the array of parameters", numbers, size);
    put(0, numbers);
  }

  /** Returns a copy of the gradient that the last step went down. */
  public double[] gradient() {
    return doubles(past, 0, size);
  }

  private static double[] doubles(Matrix row, int from, int count) {
    float[] numbers = new float[count];
    row.getPart(from, numbers, 0, count);
    double[] copy = new double[count];
    for (int i = 0; i < count; i++) {
      copy[i] = numbers[i];
    }
    return copy;
  }

  /** Returns the gradient that was gathered since the last step, and forgets it. */
  public double[] takeGradient() {
    past.putPart(0, new float[size], 0, size);
    exchange();
    return gradient();
  }

  private void exchange() {
    Matrix other = past;
    past = gathered;
    gathered = other;
  }

  /** Makes one step down the gradient that was gathered, and forgets it. */
  void descend(Rule.Update update, float[][] moments) {
    Workers.overParameters(
        size,
        (share, scratch) -> {
          float[] values = scratch.block(0, BLOCK);
          float[] slopes = scratch.block(1, BLOCK);
          int to = share.to(size);
          for (int at = share.from(size); at < to; at += BLOCK) {
            int count = Math.min(BLOCK, to - at);
            numbers.getPart(at, values, 0, count);
            gathered.getPart(at, slopes, 0, count);
            past.putPart(at, ZEROS, 0, count);
            update.descend(values, slopes, count, moments, at);
            numbers.putPart(at, values, 0, count);
          }
        });
    exchange();
    changes++;
  }

  /** Returns how often the values may have changed. */
  public long changes() {
    return changes;
  }

  /**
   * Sets some of them.
   *
   * @param at the first
   */
  void put(int at, double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    put(at, floats);
  }

  /**
   * Sets some of them.
   *
   * @param at the first
   */
  void put(int at, float[] numbers) {
    this.numbers.putPart(at, numbers, 0, numbers.length);
    changes++;
  }

  /** The memory that matrix products read parameters from. */
  Matrix numbers() {
    return numbers;
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
    Objects.checkFromIndexSize(at, numbers.length, size);
    float[] sum = new float[numbers.length];
    gathered.getPart(at, sum, 0, sum.length);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (float) numbers[i];
    }
    gathered.putPart(at, sum, 0, sum.length);
  }

  /** Writes them. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(size);
    float[] all = new float[size];
    numbers.getPart(0, all, 0, size);
    for (float number : all) {
      out.writeFloat(number);
    }
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if it ends early or is of another number; nothing has changed then
   */
  public void load(DataInput in) throws IOException {
    put(0, read(in));
  }

  /** Reads what may be put here. */
  float[] read(DataInput in) throws IOException {
    int saved = in.readInt();
    if (saved != size) {
      throw new IOException(
          "the saved state holds %d parameters where %d are needed".formatted(saved, size));
    }
    float[] all = new float[size];
    for (int i = 0; i < size; i++) {
      all[i] = in.readFloat();
    }
    return all;
  }
}
