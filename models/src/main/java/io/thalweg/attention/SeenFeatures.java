package io.thalweg.attention;

import io.thalweg.Events;

/**
 * The features of a point that a mask m lets through, 0 in place of the others.
 *
 * <pre>
 *   v(m) = x * m
 * </pre>
 *
 * @param features x, [contexts x size]
 * @param size the number of features of a point
 */
record SeenFeatures(double[] features, int size) implements View {

  @Override
  public void see(Events events, int row, double[] into, int at) {
    int point = events.context(row) * size;
    double[] masks = events.points();
    for (int i = 0; i < size; i++) {
      into[at + i] = masks[row * size + i] * features[point + i];
    }
  }

  @Override
  public void pullback(int context, double[] slopes, int at, double[] out, int to) {
    for (int i = 0; i < size; i++) {
      out[to + i] = slopes[at + i] * features[context * size + i];
    }
  }

  @Override
  public double price(int context) {
    return 0;
  }
}
