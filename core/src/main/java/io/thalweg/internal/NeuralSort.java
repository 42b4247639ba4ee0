package io.thalweg.internal;

/**
 * Scores whose softmax over items is a relaxed order by falling z, and their derivatives.
 *
 * <pre>
 *   L_ij = (n + 1 - 2 i) z_j - sum_k |z_j - z_k|,   i = 1 .. n the place, j the item
 *   dL_ij = (n + 1 - 2 i) dz_j - sum_k sign(z_j - z_k) (dz_j - dz_k)
 * </pre>
 *
 * <p>The largest L_i. is that of the i-th largest z. L is linear in z as long as the order of z
 * stays the same, and L(z / temperature) = L(z) / temperature.
 *
 * <p>Shapes: z is [rows x items], L [rows x places x items]. Cost: the square of the items, as for
 * the matrix itself.
 *
 * <p>Source: Grover, Wang, Zweig &amp; Ermon (2019), ICLR, arXiv:1903.08850.
 */
public final class NeuralSort {

  private final int items;

  /** Makes the scores for a number of items. */
  public NeuralSort(int items) {
    this.items = items;
  }

  /** Computes L at z. */
  public double[] scores(double[] z) {
    return pushforward(z, z);
  }

  /** Computes dL for a velocity of z. */
  public double[] pushforward(double[] z, double[] velocity) {
    double[] out = new double[z.length * items];
    for (int row = 0; row < z.length; row += items) {
      for (int j = row; j < row + items; j++) {
        double distances = 0;
        for (int k = row; k < row + items; k++) {
          distances += Math.signum(z[j] - z[k]) * (velocity[j] - velocity[k]);
        }
        for (int i = 0; i < items; i++) {
          out[(row + i) * items + j - row] = factor(i) * velocity[j] - distances;
        }
      }
    }
    return out;
  }

  /**
   * Computes the transpose of {@link #pushforward} times cotangents of L.
   *
   * @return [rows x items]
   */
  public double[] pullback(double[] z, double[] cotangents) {
    double[] out = new double[z.length];
    double[] sums = new double[items];
    for (int row = 0; row < z.length; row += items) {
      for (int j = 0; j < items; j++) {
        sums[j] = 0;
        for (int i = 0; i < items; i++) {
          double cotangent = cotangents[(row + i) * items + j];
          sums[j] += cotangent;
          out[row + j] += factor(i) * cotangent;
        }
      }
      for (int j = 0; j < items; j++) {
        for (int k = 0; k < items; k++) {
          out[row + j] -= Math.signum(z[row + j] - z[row + k]) * (sums[j] + sums[k]);
        }
      }
    }
    return out;
  }

  /** The factor of z in the scores of a place, counted from 0. */
  private int factor(int place) {
    return items - 1 - 2 * place;
  }
}
