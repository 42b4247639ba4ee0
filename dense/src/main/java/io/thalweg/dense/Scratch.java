package io.thalweg.dense;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import io.thalweg.internal.kernel.DenseKernels;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** The tools of one thread: matrix products, and arrays for a block of rows in its cache. */
final class Scratch {

  static final DenseKernels KERNELS = DenseKernels.get();

  private static final int BLOCK = 4096;

  final float[] sums = new float[DenseKernels.PARTIAL_SUMS];
  private final float[][] blocks = new float[4][BLOCK];
  private final View a = new View();
  private final View b = new View();
  private final View c = new View();

  /** Points to numbers that somebody else owns. */
  private static final class View extends FloatPointer {
    View() {
      super((Pointer) null);
    }

    View at(long address) {
      this.address = address;
      return this;
    }
  }

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

  /** out = in weights^T + beta out, for rows from .. to. */
  void forward(Matrix in, Matrix out, int from, int to, long weights, float beta) {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        to - from,
        out.columns,
        in.columns,
        1,
        a.at(in.address(from, 0)),
        in.columns,
        b.at(weights),
        in.columns,
        beta,
        c.at(out.address(from, 0)),
        out.columns);
  }

  /** in = out weights, for rows from .. to. */
  void backward(Matrix out, Matrix in, int from, int to, long weights) {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        to - from,
        in.columns,
        out.columns,
        1,
        a.at(out.address(from, 0)),
        out.columns,
        b.at(weights),
        in.columns,
        0,
        c.at(in.address(from, 0)),
        in.columns);
  }

  /** gradient += sum over rows first .. last of out_j in, for outputs from .. to. */
  void outer(Matrix out, Matrix in, int first, int last, int from, int to, long gradient) {
    cblas_sgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        to - from,
        in.columns,
        last - first,
        1,
        a.at(out.address(first, from)),
        out.columns,
        b.at(in.address(first, 0)),
        in.columns,
        1,
        c.at(gradient),
        in.columns);
  }

  /** sum += the sum over rows first .. last of weight_r out_rj, for outputs from .. to. */
  void weightedSum(Matrix out, Matrix weights, int first, int last, int from, int to, long sum) {
    cblas_sgemv(
        CblasRowMajor,
        CblasTrans,
        last - first,
        to - from,
        1,
        a.at(out.address(first, from)),
        out.columns,
        b.at(weights.address(first, 0)),
        1,
        1,
        c.at(sum),
        1);
  }
}
