package io.thalweg.dense;

import io.thalweg.internal.kernel.DenseKernels;

/** The tools of one thread: matrix products, and arrays for a block of rows in its cache. */
final class Scratch {

  static final DenseKernels KERNELS = DenseKernels.get();

  private static final int BLOCK = 4096;

  final Products products = new Products();
  final float[] sums = new float[DenseKernels.PARTIAL_SUMS];
  private final float[][] blocks = new float[4][BLOCK];

  /** One of four arrays for a block of rows of so many columns. */
  float[] block(int which, int columns) {
    if (blocks[which].length < columns) {
      blocks[which] = new float[columns];
    }
    return blocks[which];
  }

  /** An operation on some whole rows of several matrices, of which the first is the result. */
  @FunctionalInterface
  interface Blocks {

    /**
     * One block of rows.
     *
     * @param x the numbers of each matrix that is read; those in the first array are written
     * @param row the first
     * @param count how many numbers there are in each
     */
    void run(float[][] x, int row, int count);
  }

  /**
   * Works on rows from .. to of matrices of as many columns, as many at once as the cache holds.
   *
   * @param out may be one of those that are read, of which there may be none
   */
  void overBlocks(int from, int to, Matrix out, Blocks pass, Matrix... in) {
    int most = rowsAtOnce(out);
    float[] result = block(0, out.columns);
    for (int row = from; row < to; row += most) {
      int rows = Math.min(most, to - row);
      for (int which = 0; which < in.length; which++) {
        in[which].get(row, rows, block(which, out.columns));
      }
      pass.run(blocks, row, rows * out.columns);
      out.put(row, rows, result);
    }
  }

  /** Reads rows from .. to of matrices of as many columns, as many at once as the cache holds. */
  void readBlocks(int from, int to, Blocks pass, Matrix... in) {
    int most = rowsAtOnce(in[0]);
    for (int row = from; row < to; row += most) {
      int rows = Math.min(most, to - row);
      for (int which = 0; which < in.length; which++) {
        in[which].get(row, rows, block(which, in[which].columns));
      }
      pass.run(blocks, row, rows * in[0].columns);
    }
  }

  /** into = scale x + shift in single precision, for rows from .. to. */
  void load(double[] x, float scale, float shift, Matrix into, int from, int to) {
    overBlocks(
        from,
        to,
        into,
        (numbers, row, n) -> {
          float[] block = numbers[0];
          int at = row * into.columns;
          for (int i = 0; i < n; i++) {
            block[i] = (float) x[at + i] * scale + shift;
          }
        });
  }

  /** out = scale x, for rows from .. to. */
  void unload(Matrix x, float scale, double[] out, int from, int to) {
    int most = rowsAtOnce(x);
    float[] block = block(0, x.columns);
    for (int row = from; row < to; row += most) {
      int rows = Math.min(most, to - row);
      x.get(row, rows, block);
      int at = row * x.columns;
      for (int i = 0; i < rows * x.columns; i++) {
        out[at + i] = scale * block[i];
      }
    }
  }

  private static int rowsAtOnce(Matrix x) {
    return Math.max(1, BLOCK / x.columns);
  }
}
