package io.thalweg;

/**
 * A finite law whose events are drawn one variable after the other, each from a known law given
 * those before it.
 *
 * <pre>
 *   q(x) = prod_i q(x_i | x_1 .. x_(i-1))
 * </pre>
 *
 * <p>So different events can be drawn without a list of all outcomes.
 */
public interface Sequential extends Finite {

  /**
   * Computes the log-probabilities of the values of the next variable.
   *
   * @param before an event by value, [size], of which the first {@code known} variables are given
   * @param known the number of variables that are given, below the size
   * @param out one for each category, to be overwritten; minus infinity where one is impossible
   */
  void logNext(int context, double[] before, int known, double[] out);
}
