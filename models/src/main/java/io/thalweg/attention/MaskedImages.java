package io.thalweg.attention;

import io.thalweg.Events;

/**
 * The pixels of an image that a mask m lets through, and the mask itself, so that a dark pixel is
 * not taken for a hidden one.
 *
 * <pre>
 *   v(m) = (x * m, m)
 * </pre>
 *
 * @param images x, [contexts x pixels]
 * @param pixels of an image
 * @param prices the price of a pixel for each context
 */
record MaskedImages(double[] images, int pixels, double[] prices) implements View {

  @Override
  public int size() {
    return 2 * pixels;
  }

  @Override
  public void see(Events events, int row, double[] into, int at) {
    int image = events.context(row) * pixels;
    double[] masks = events.points();
    for (int i = 0; i < pixels; i++) {
      double open = masks[row * pixels + i];
      into[at + i] = open * images[image + i];
      into[at + pixels + i] = open;
    }
  }

  @Override
  public void pullback(int context, double[] slopes, int at, double[] out, int to) {
    for (int i = 0; i < pixels; i++) {
      out[to + i] = slopes[at + i] * images[context * pixels + i] + slopes[at + pixels + i];
    }
  }

  @Override
  public double price(int context) {
    return prices[context];
  }
}
