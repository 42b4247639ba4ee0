package io.thalweg;

/**
 * A law of independent variables that are whole numbers from 0 on and whose distribution functions
 * are known.
 *
 * <p>Q(x_v; theta) is the distribution function of variable v, and q are its probabilities.
 */
public interface Ordinal extends Distribution {

  /** The largest value of all variables; infinite if there is none. */
  double largest();

  /** The largest value of one variable; infinite if there is none. */
  default double largest(int variable) {
    return largest();
  }

  /**
   * Moves probability up by one step: adds differences of f, weighted by the rate at which theta
   * carries probability from x_v to x_v + 1.
   *
   * <pre>
   *   gradient[c] += sum over the rows r of context c and variables v of
   *                  -dQ(x_v)/dtheta / q(x_v) differences[r, v]
   * </pre>
   *
   * <p>The rate is 0 at the largest value.
   *
   * @param differences f at the event with variable v increased by one, minus f at the event, [rows
   *     x size]
   * @param gradient [contexts x dimension]
   * @throws IllegalArgumentException if the events are not of this law's shape or an array is not
   *     of its length
   */
  void addTransport(Events events, double[] differences, double[] gradient);

  /**
   * Whether some value between two likely ones is too rare to be ever drawn: all the probability
   * that moves from one to the other passes through it, and would be lost.
   */
  default boolean hasGap() {
    return false;
  }
}
