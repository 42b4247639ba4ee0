package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Reparameterized;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Directions along which f changes most: the leading eigenvectors of E grad f grad f^T, and
 * functions psi of the coordinate along each.
 *
 * <pre>
 *   A = sum over past draws of grad f (grad f . d),   d_1, d_2 = A made orthonormal
 *   psi_k(x) = He_k(t),   t = z / sqrt(1 + z^2 / 2),   z = d . standardised x
 * </pre>
 *
 * <p>Each batch is one step of a subspace iteration, so that directions move smoothly and what was
 * learned of their functions stays of use. They are those of past batches and independent of the
 * draws of a batch. Laws with an angle have none, because psi would not be periodic.
 *
 * <p>Source: Constantine, Dow &amp; Wang (2014), SIAM Journal on Scientific Computing 36,
 * arXiv:1304.2070, for the directions, there called the active subspace.
 */
final class LeadingDirections {

  static final int DIRECTIONS = 2;

  private final double memory;
  // [directions x size] of one context's coordinates; empty before anything was learned.
  private double[] sums = {};
  private double[] directions = {};

  /**
   * Makes directions that are not known yet.
   *
   * @param memory the number of past draws that count
   */
  LeadingDirections(double memory) {
    this.memory = memory;
  }

  /** The number of directions of a law. */
  static int of(Reparameterized law) {
    int size = law.shape().size();
    for (int v = 0; v < size; v++) {
      if (law.isAngle(v)) {
        return 0;
      }
    }
    return size > 1 ? Math.min(DIRECTIONS, size) : 0;
  }

  /** The present directions, [directions x size]; later learning does not change them. */
  double[] present() {
    return directions;
  }

  /**
   * Computes the functions of the coordinates along directions, direction after direction; before
   * there are directions they are zero.
   */
  static List<Linearization> functions(
      double[] directions, int degree, Reparameterized law, Events x) {
    int count = of(law);
    List<Linearization> functions = new ArrayList<>();
    int size = x.pointSize();
    Standard standard = Standard.of(law);
    for (int d = 0; d < count; d++) {
      double[] values = new double[degree * x.count()];
      double[] slopes = new double[degree * x.points().length];
      for (int row = 0; row < x.count() && directions.length > 0; row++) {
        int context = x.context(row) * size;
        double z = 0;
        for (int v = 0; v < size; v++) {
          z +=
              directions[d * size + v]
                  * (x.points()[row * size + v] - standard.centres()[context + v])
                  / standard.scales()[context + v];
        }
        for (int k = 1; k <= degree; k++) {
          double[] psi = Polynomial.hermite(k, z);
          values[(k - 1) * x.count() + row] = psi[0];
          for (int v = 0; v < size; v++) {
            slopes[((k - 1) * x.count() + row) * size + v] =
                psi[1] * directions[d * size + v] / standard.scales()[context + v];
          }
        }
      }
      for (int k = 0; k < degree; k++) {
        functions.add(
            Linearization.of(
                java.util.Arrays.copyOfRange(values, k * x.count(), (k + 1) * x.count()),
                java.util.Arrays.copyOfRange(
                    slopes, k * x.count() * size, (k + 1) * x.count() * size)));
      }
    }
    return functions;
  }

  /** Learns from vectors, a row of the given size each. */
  void learn(int count, int size, double[] scaled) {
    if (count == 0) {
      return;
    }
    int rows = scaled.length / size;
    boolean first = directions.length == 0;
    if (first) {
      sums = new double[count * size];
      directions = new double[count * size];
      for (int i = 0; i < directions.length; i++) {
        // Any start that is not orthogonal to the solution.
        directions[i] = Math.cos(i * i + 1);
      }
      directions = orthonormal(directions, size);
    }
    double kept = Math.exp(-rows / memory);
    for (int times = first ? 20 : 1; times > 0; times--) {
      double[] next = new double[sums.length];
      for (int row = 0; row < rows; row++) {
        for (int d = 0; d < count; d++) {
          double along = 0;
          for (int v = 0; v < size; v++) {
            along += scaled[row * size + v] * directions[d * size + v];
          }
          for (int v = 0; v < size; v++) {
            next[d * size + v] += along * scaled[row * size + v];
          }
        }
      }
      for (int i = 0; i < next.length && !first; i++) {
        next[i] += kept * sums[i];
      }
      for (double n : next) {
        if (!Double.isFinite(n)) {
          return;
        }
      }
      sums = next;
      directions = orthonormal(sums, size);
    }
  }

  static double[] scaled(Reparameterized law, Events x, double[] gradients) {
    double[] scaled = gradients.clone();
    int size = x.pointSize();
    double[] scales = Standard.of(law).scales();
    for (int at = 0; at < scaled.length; at++) {
      scaled[at] *= scales[x.context(at / size) * size + at % size];
    }
    return scaled;
  }

  /** Makes rows orthonormal by Gram and Schmidt; a row that depends on earlier ones becomes 0. */
  private static double[] orthonormal(double[] rows, int size) {
    double[] q = rows.clone();
    for (int d = 0; d < q.length / size; d++) {
      double before = norm(q, d, size);
      for (int e = 0; e < d; e++) {
        double dot = 0;
        for (int v = 0; v < size; v++) {
          dot += q[d * size + v] * q[e * size + v];
        }
        for (int v = 0; v < size; v++) {
          q[d * size + v] -= dot * q[e * size + v];
        }
      }
      double norm = norm(q, d, size);
      for (int v = 0; v < size; v++) {
        q[d * size + v] = norm > 1e-8 * before ? q[d * size + v] / norm : 0;
      }
    }
    return q;
  }

  private static double norm(double[] rows, int d, int size) {
    double square = 0;
    for (int v = 0; v < size; v++) {
      square += rows[d * size + v] * rows[d * size + v];
    }
    return Math.sqrt(square);
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(sums.length);
    Numbers.write(out, sums);
    Numbers.write(out, directions);
  }

  void load(DataInput in) throws IOException {
    int length = in.readInt();
    sums = new double[length];
    directions = new double[length];
    Numbers.read(in, sums);
    Numbers.read(in, directions);
  }
}
