package io.thalweg.estimator.flow;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The leading eigenvectors of E r r^T, r a random row, by subspace iteration.
 *
 * <pre>
 *   s_d = sum over past rows of r (r . v_d),   v_1, v_2, .. = s_1, s_2, .. made orthonormal
 * </pre>
 *
 * <p>A batch is one step of the iteration, the first batch twenty. So the vectors move smoothly
 * from batch to batch, and no matrix is kept.
 *
 * <p>Source: Golub &amp; Van Loan (2013), Matrix Computations, section 8.2.4.
 */
final class LeadingSubspace {

  private static final int FIRST_STEPS = 20;
  // Of a row's length, below which it is nothing but a sum of those before it.
  private static final double COLLINEAR = 1e-8;

  private final double memory;
  // Both [count x size]; empty before anything was learned.
  private double[] sums = {};
  private double[] vectors = {};

  /**
   * Makes a subspace that is not known yet.
   *
   * @param memory the number of past rows that count
   */
  LeadingSubspace(double memory) {
    this.memory = memory;
  }

  /** The orthonormal vectors, [count x size]; later learning does not change this array. */
  double[] vectors() {
    return vectors;
  }

  /**
   * Makes one step; ignores rows whose squares are too large for a double.
   *
   * @param count the number of vectors
   * @param rows [rows x size]
   */
  void learn(int count, int size, double[] rows) {
    boolean first = vectors.length == 0;
    double kept = Math.exp(-(double) rows.length / size / memory);
    double[] old = sums.clone();
    double[] present = first ? orthonormal(start(count * size), size) : restarted(old, size);
    double[] next = present;
    for (int step = first ? FIRST_STEPS : 1; step > 0; step--) {
      next = products(present, size, rows);
      for (int i = 0; i < old.length; i++) {
        next[i] += kept * old[i];
      }
      if (!Arrays.stream(next).allMatch(Double::isFinite)) {
        return;
      }
      present = orthonormal(next, size);
    }
    sums = next;
    vectors = present;
  }

  /**
   * Puts start vectors in the place of those that became 0, which no further row would change.
   *
   * @param old the sums, of which those of such vectors are set to 0
   */
  private double[] restarted(double[] old, int size) {
    double[] restarted = vectors.clone();
    double[] start = start(vectors.length);
    for (int v = 0; v < vectors.length; v += size) {
      if (dot(vectors, v, v, size) == 0) {
        System.arraycopy(start, v, restarted, v, size);
        Arrays.fill(old, v, v + size, 0);
      }
    }
    return orthonormal(restarted, size);
  }

  /** Any rows that are not orthogonal to what is sought. */
  private static double[] start(int length) {
    double[] start = new double[length];
    Arrays.setAll(start, i -> Math.cos((double) i * i + 1));
    return start;
  }

  /** Sums r (r . v) over the rows r, for every vector v. */
  private static double[] products(double[] vectors, int size, double[] rows) {
    double[] sums = new double[vectors.length];
    for (int row = 0; row < rows.length; row += size) {
      for (int v = 0; v < vectors.length; v += size) {
        double along = 0;
        for (int i = 0; i < size; i++) {
          along += rows[row + i] * vectors[v + i];
        }
        for (int i = 0; i < size; i++) {
          sums[v + i] += along * rows[row + i];
        }
      }
    }
    return sums;
  }

  /** Makes rows orthonormal by Gram and Schmidt; a row that depends on earlier ones becomes 0. */
  private static double[] orthonormal(double[] rows, int size) {
    double[] q = rows.clone();
    for (int v = 0; v < q.length; v += size) {
      double before = dot(q, v, v, size);
      for (int u = 0; u < v; u += size) {
        double along = dot(q, v, u, size);
        for (int i = 0; i < size; i++) {
          q[v + i] -= along * q[u + i];
        }
      }
      double square = dot(q, v, v, size);
      double factor = square > COLLINEAR * before ? 1 / Math.sqrt(square) : 0;
      for (int i = 0; i < size; i++) {
        q[v + i] *= factor;
      }
    }
    return q;
  }

  private static double dot(double[] rows, int one, int other, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += rows[one + i] * rows[other + i];
    }
    return sum;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(sums.length);
    Numbers.write(out, sums);
    Numbers.write(out, vectors);
  }

  void load(DataInput in) throws IOException {
    int length = in.readInt();
    sums = new double[length];
    vectors = new double[length];
    Numbers.read(in, sums);
    Numbers.read(in, vectors);
  }
}
