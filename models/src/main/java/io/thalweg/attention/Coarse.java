package io.thalweg.attention;

/**
 * View of a canvas for the first network: around each place a window of means over blocks of
 * pixels, with a quarter of a digit's side beyond the piece on all sides. Beyond the canvas it is
 * empty.
 */
final class Coarse {

  private static final int BLOCKS = 6;

  private Coarse() {}

  /** Number of means around a place. */
  static int size() {
    return BLOCKS * BLOCKS;
  }

  /** Computes the means around all places of all canvases, [canvases x places x size]. */
  static double[] windows(Canvases canvases) {
    int places = canvases.choices();
    double[] all = new double[canvases.count() * places * size()];
    for (int canvas = 0; canvas < canvases.count(); canvas++) {
      double[] sums = sums(canvases, canvas);
      for (int place = 0; place < places; place++) {
        window(canvases, place, sums, all, (canvas * places + place) * size());
      }
    }
    return all;
  }

  /** Computes sums over rectangles from the upper left corner, [side + 1 x side + 1]. */
  private static double[] sums(Canvases canvases, int canvas) {
    int side = canvases.side();
    double[] sums = new double[(side + 1) * (side + 1)];
    for (int row = 0; row < side; row++) {
      double ofRow = 0;
      for (int column = 0; column < side; column++) {
        ofRow += canvases.pixels()[(canvas * side + row) * side + column];
        sums[(row + 1) * (side + 1) + column + 1] = sums[row * (side + 1) + column + 1] + ofRow;
      }
    }
    return sums;
  }

  private static void window(Canvases canvases, int place, double[] sums, double[] out, int at) {
    int digit = canvases.digit();
    int top = place / canvases.across() - digit / 4;
    int left = place % canvases.across() - digit / 4;
    int wide = digit + 2 * (digit / 4);
    for (int block = 0; block < size(); block++) {
      int row = top + block / BLOCKS * wide / BLOCKS;
      int column = left + block % BLOCKS * wide / BLOCKS;
      int below = top + (block / BLOCKS + 1) * wide / BLOCKS;
      int beyond = left + (block % BLOCKS + 1) * wide / BLOCKS;
      int area = (below - row) * (beyond - column);
      out[at + block] = sum(canvases.side(), sums, row, column, below, beyond) / area;
    }
  }

  private static double sum(int side, double[] sums, int top, int left, int below, int beyond) {
    int row = within(top, side);
    int column = within(left, side);
    int lastRow = within(below, side);
    int lastColumn = within(beyond, side);
    int width = side + 1;
    return sums[lastRow * width + lastColumn]
        - sums[row * width + lastColumn]
        - sums[lastRow * width + column]
        + sums[row * width + column];
  }

  private static int within(int pixel, int side) {
    return Math.min(Math.max(pixel, 0), side);
  }
}
