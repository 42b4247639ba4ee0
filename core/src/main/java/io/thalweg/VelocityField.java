package io.thalweg;

/**
 * A field that tells how points move with each parameter: u_i(x) = dx / dtheta_i, a function of x
 * alone.
 *
 * <p>If probability that moves along u follows the law as theta changes, that is if
 *
 * <pre>
 *   dp/dtheta_i + div(p u_i) = 0,   or   d log p/dtheta_i + u_i . grad log p + div u_i = 0
 * </pre>
 *
 * <p>and neither f has a jump nor p u f a flux at infinity, then u . grad f is an unbiased estimate
 * of the gradient of E f. Neither condition can be checked from the field alone: the flux of p f
 * along u must vanish. The matrix u of a row r of context c is [dimension x size].
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900.
 */
public interface VelocityField {

  /**
   * Sums u . cotangent over the rows of each context.
   *
   * <pre>
   *   gradient[c] += sum over the rows r of context c of u(x_r) cotangents[r]
   * </pre>
   *
   * @param cotangents [rows x size], starting at {@code offset}
   * @param gradient [contexts x dimension]
   */
  void pullback(Events x, double[] cotangents, int offset, double[] gradient);

  /**
   * Computes the velocity of every point as theta moves along one tangent for each context.
   *
   * <pre>
   *   out[r] = u(x_r)^T tangents[c], c the context of row r
   * </pre>
   *
   * @param tangents [contexts x dimension]
   * @param out [rows x size], written from {@code offset} on
   */
  void pushforward(Events x, double[] tangents, double[] out, int offset);

  /**
   * Sums weighted divergences over the rows of each context.
   *
   * <pre>
   *   gradient[c] += sum over the rows r of context c of weights[r] div u(x_r)
   * </pre>
   *
   * @param weights one for each row
   * @param gradient [contexts x dimension]
   */
  void addDivergence(Events x, double[] weights, double[] gradient);

  /** Returns the path of points that move along this field. */
  default Path path(Events points) {
    return new FlowPath(points, this);
  }
}
