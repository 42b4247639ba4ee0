package io.thalweg.support;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes arrays of numbers to streams and reads them back. */
public final class Numbers {

  private Numbers() {}

  /** Writes the length and the numbers. */
  public static void write(DataOutput out, double[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  /** Returns numbers that {@link #write} wrote. */
  public static double[] read(DataInput in) throws IOException {
    double[] numbers = new double[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
    return numbers;
  }

  /**
   * Reads numbers into an array of the length that was written.
   *
   * @throws IOException if the length differs
   */
  public static void read(DataInput in, double[] numbers) throws IOException {
    int length = in.readInt();
    if (length != numbers.length) {
      throw new IOException(
          "the saved state holds %d numbers where %d are needed".formatted(length, numbers.length));
    }
    for (int i = 0; i < length; i++) {
      numbers[i] = in.readDouble();
    }
  }
}
