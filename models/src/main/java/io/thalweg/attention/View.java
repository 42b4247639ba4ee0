package io.thalweg.attention;

import io.thalweg.Events;

/**
 * View of an image that a choice leaves to a classifier, a linear function of the choice as a
 * point.
 *
 * <pre>
 *   v(x) = V_c x,   V_c a matrix for each image c
 * </pre>
 */
interface View {

  /** Number of coordinates of v. */
  int size();

  /** Puts v of one event into an array, from {@code at} on, where it finds zeros. */
  void see(Events events, int row, double[] into, int at);

  /**
   * Computes V_c^T slopes.
   *
   * @param slopes in v, from {@code at} on
   * @param out a gradient in x, from {@code to} on, to be overwritten
   */
  void pullback(int context, double[] slopes, int at, double[] out, int to);

  /** The price of each unit of x, which is taken off what the classifier earns. */
  double price(int context);
}
