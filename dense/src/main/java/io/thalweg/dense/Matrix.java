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

  /** Makes room for so many rows; forgets the numbers if it has to grow. */
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

  /** The address of a number. */
  long address(int row, int column) {
    return address + Float.BYTES * ((long) row * columns + column);
  }

  /** Whole rows to the beginning of an array. */
  void get(int row, int rows, float[] into) {
    numbers.get(row * columns, into, 0, rows * columns);
  }

  /** The beginning of an array to whole rows. */
  void put(int row, int rows, float[] from) {
    numbers.put(row * columns, from, 0, rows * columns);
  }

  /** Part of the only row, from {@code at} on, to part of an array. */
  void getPart(int at, float[] into, int from, int count) {
    numbers.get(at, into, from, count);
  }

  /** Part of an array to part of the only row, from {@code at} on. */
  void putPart(int at, float[] numbers, int from, int count) {
    this.numbers.put(at, numbers, from, count);
  }

  /** Part of one row, the same in each of several rows of this matrix. */
  void repeat(int row, int rows, Matrix of, int at) {
    for (int r = row; r < row + rows; r++) {
      numbers.put(r * columns, of.numbers, at, columns);
    }
  }
}
