package io.thalweg.dense;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The matrix products of one thread.
 *
 * <p>OpenBLAS copies both factors to an order of its own before it multiplies. For rows of a batch
 * that takes up to a third of the time, as each number is then used a hundred times only. With some
 * kernels OpenBLAS multiplies up to 100 x 100 x 100 numbers where they are; larger products are
 * made of such pieces there.
 */
final class Products {

  private static final int MOST = 100;
  // Rows that begin at multiples of 512 bytes share few places of the first cache, and a piece
  // reads a hundred of them again and again.
  private static final int COLLIDING = 512 / Float.BYTES;

  private final boolean inPieces;
  private final View a = new View();
  private final View b = new View();
  private final View c = new View();

  /** Makes products in the way that is fast with the kernels of this machine. */
  Products() {
    this(OpenBlas.multipliesSmallInPlace());
  }

  Products(boolean inPieces) {
    this.inPieces = inPieces;
  }

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
    Factor left = new Factor(CblasNoTrans, out.address(from, 0), out.columns);
    multiply(left, to - from, out.columns, weights, in.columns, 0, in.address(from, 0));
  }

  /** gradient += sum over rows first .. last of out_j in, for outputs from .. to. */
  void outer(Matrix out, Matrix in, int first, int last, int from, int to, long gradient) {
    Factor left = new Factor(CblasTrans, out.address(first, from), out.columns);
    multiply(left, to - from, last - first, in.address(first, 0), in.columns, 1, gradient);
  }

  /** The left factor of a product: where it is, and how far apart its rows in memory are. */
  private record Factor(int transposed, long address, int stride) {

    long at(int row, int column) {
      long i = transposed == CblasTrans ? column : row;
      long j = transposed == CblasTrans ? row : column;
      return address + Float.BYTES * (i * stride + j);
    }
  }

  /** result = left right + beta result, [rows x depth] by [depth x columns]. */
  private void multiply(
      Factor left, int rows, int depth, long right, int columns, float beta, long result) {
    boolean whole = !inPieces || columns % COLLIDING == 0;
    int atOnce = whole ? rows : piece(rows);
    int deep = whole ? depth : piece(depth);
    int wide = whole ? columns : piece(columns);
    for (int j = 0; j < columns; j += wide) {
      for (int i = 0; i < rows; i += atOnce) {
        for (int k = 0; k < depth; k += deep) {
          cblas_sgemm(
              CblasRowMajor,
              left.transposed,
              CblasNoTrans,
              Math.min(atOnce, rows - i),
              Math.min(wide, columns - j),
              Math.min(deep, depth - k),
              1,
              a.at(left.at(i, k)),
              left.stride,
              b.at(right + Float.BYTES * ((long) k * columns + j)),
              columns,
              k == 0 ? beta : 1,
              c.at(result + Float.BYTES * ((long) i * columns + j)),
              columns);
        }
      }
    }
  }

  /** The size of pieces that are as equal as possible; a thread without work has an empty one. */
  private static int piece(int size) {
    int pieces = Math.max(1, (size + MOST - 1) / MOST);
    return (size + pieces - 1) / pieces;
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
