package io.thalweg.dense;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Numbers outside of the heap, [rows x columns], which matrix products take without a copy. */
final class Matrix {

  private static final int CACHE_LINE = 64;

  final int columns;
  private int rows;
  private FloatBuffer numbers = FloatBuffer.allocate(0);
  private long address;

  Matrix(int columns) {
    this.columns = columns;
  }

  /** Makes room for at least so many rows; the numbers are lost if the matrix has to grow. */
  Matrix ensure(int rows) {
    if (rows > this.rows) {
      int bytes = Math.multiplyExact(Math.multiplyExact(rows, columns), Float.BYTES);
      ByteBuffer room = ByteBuffer.allocateDirect(bytes + 2 * CACHE_LINE).alignedSlice(CACHE_LINE);
      this.numbers = room.order(ByteOrder.nativeOrder()).asFloatBuffer();
      this.address = new FloatPointer(numbers).address();
      this.rows = rows;
    }
    return this;
  }

  /** Returns the address of a number. */
  long address(int row, int column) {
    return address + Float.BYTES * ((long) row * columns + column);
  }

  /** Copies whole rows to the start of an array. */
  void get(int row, int rows, float[] into) {
    numbers.get(row * columns, into, 0, rows * columns);
  }

  /** Copies the start of an array to whole rows. */
  void put(int row, int rows, float[] from) {
    numbers.put(row * columns, from, 0, rows * columns);
  }

  /** Copies part of the only row, from column {@code at} on, to an array, from {@code from} on. */
  void getPart(int at, float[] into, int from, int count) {
    numbers.get(at, into, from, count);
  }

  /** Copies part of an array, from {@code from} on, to the only row, from column {@code at} on. */
  void putPart(int at, float[] numbers, int from, int count) {
    this.numbers.put(at, numbers, from, count);
  }

  /** Copies one part of the only row of {@code of}, from column {@code at} on, to several rows. */
  void repeat(int row, int rows, Matrix of, int at) {
    int first = row * columns;
    int count = rows * columns;
    numbers.put(first, of.numbers, at, columns);
    // Each copy doubles what is there, because one call for each narrow row would take too long.
    for (int done = columns; done < count; done *= 2) {
      numbers.put(first + done, numbers, first, Math.min(done, count - done));
    }
  }
}
