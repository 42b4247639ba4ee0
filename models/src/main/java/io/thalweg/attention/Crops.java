package io.thalweg.attention;

import io.thalweg.Events;

/**
 * The piece of a canvas at a place, of the size of a digit; at a relaxed place, the mean of the
 * pieces of all places by their weights.
 *
 * @param canvases one for each context
 */
record Crops(Canvases canvases) implements View {

  @Override
  public int size() {
    return canvases.digit() * canvases.digit();
  }

  @Override
  public void see(Events events, int row, double[] into, int at) {
    int context = events.context(row);
    if (events.isIndexed()) {
      add(context, (int) events.values()[row], 1, into, at);
      return;
    }
    double[] weights = events.points();
    for (int place = 0; place < canvases.choices(); place++) {
      double weight = weights[row * canvases.choices() + place];
      if (weight != 0) {
        add(context, place, weight, into, at);
      }
    }
  }

  /** Adds a weighted piece of a canvas to an array, from {@code at} on. */
  void add(int context, int place, double weight, double[] into, int at) {
    int digit = canvases.digit();
    int corner = canvases.corner(context, place);
    for (int i = 0; i < digit * digit; i++) {
      into[at + i] += weight * canvases.pixels()[corner + i / digit * canvases.side() + i % digit];
    }
  }

  @Override
  public void pullback(int context, double[] slopes, int at, double[] out, int to) {
    int digit = canvases.digit();
    for (int place = 0; place < canvases.choices(); place++) {
      int corner = canvases.corner(context, place);
      double sum = 0;
      for (int row = 0; row < digit; row++) {
        for (int column = 0; column < digit; column++) {
          sum +=
              slopes[at + row * digit + column]
                  * canvases.pixels()[corner + row * canvases.side() + column];
        }
      }
      out[to + place] = sum;
    }
  }

  @Override
  public double price(int context) {
    return 0;
  }
}
