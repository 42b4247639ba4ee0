package io.thalweg;

import io.thalweg.internal.Softmax;
import io.thalweg.support.Require;

/**
 * The map of relaxed variables to points in the space of the events, which lie between them.
 *
 * <pre>
 *   y = S(x),   x = z / temperature,   J(x) = dS/dx
 * </pre>
 *
 * <p>As the temperature tends to 0, y tends to the event b = H(z) as a point. Each row is mapped by
 * itself. S is differentiable twice, but for a set of z that has probability 0.
 */
public interface Squash {

  /** Returns the map for variables that are numbers, y = 1 / (1 + e^-x). */
  static Squash logistic() {
    return new SoftmaxSquash(new Softmax(1));
  }

  /**
   * Returns the map for categorical variables, y = e^x over its sum over the categories of a
   * variable.
   *
   * @throws IllegalArgumentException if there are fewer than two categories
   */
  static Squash softmax(int categories) {
    return new SoftmaxSquash(
        new Softmax(Require.atLeast(2, "the number of categories", categories)));
  }

  /**
   * Returns the map for matrices [places x items], the Sinkhorn operator: the rows of e^x, then its
   * columns are divided by their sums, as often as there are iterations. The columns of y add up to
   * 1, and its rows nearly do.
   *
   * <p>As the iterations grow and then the temperature falls, y tends to the best assignment of z,
   * the order o that maximises sum_i z_{i o_i}, as a matrix.
   *
   * <p>Source: Sinkhorn &amp; Knopp (1967), Pacific Journal of Mathematics 21, 343-348; Mena et al.
   * (2018), ICLR, arXiv:1802.08665, for the limit.
   *
   * @throws IllegalArgumentException if there are fewer than two items or there is no iteration
   */
  static Squash sinkhorn(int items, int iterations) {
    return new SinkhornSquash(
        Require.atLeast(2, "the number of items", items),
        Require.atLeast(1, "the number of Sinkhorn iterations", iterations));
  }

  /**
   * Maps a batch of relaxed variables.
   *
   * @param z [rows x relaxed size]
   * @param temperature above 0
   */
  Points at(double[] z, double temperature);

  /** Points y = S(x) of a batch, with the derivatives of S at x. */
  interface Points {

    /** The points y, [rows x point size]; to be read, not written. */
    double[] points();

    /**
     * Computes J(x) v.
     *
     * @param v [rows x relaxed size]
     * @return [rows x point size]
     */
    double[] pushforward(double[] v);

    /**
     * Computes J(x)^T w.
     *
     * @param w [rows x point size]
     * @return [rows x relaxed size]
     */
    double[] pullback(double[] w);

    /**
     * Computes the second derivative of S along two directions, d/dt J(x + t u) v at t = 0.
     *
     * @param u [rows x relaxed size]
     * @param v [rows x relaxed size]
     * @return [rows x point size]
     */
    double[] curvature(double[] u, double[] v);
  }
}
