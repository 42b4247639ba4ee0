package io.thalweg.attention;

import java.util.Arrays;

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
    int digit = canvases.digit();
    int margin = digit / 4;
    int width = canvases.side() + 2 * margin + 1;
    int[] edges = edges(digit + 2 * margin);
    int places = canvases.choices();
    double[] all = new double[canvases.count() * places * size()];
    for (int canvas = 0; canvas < canvases.count(); canvas++) {
      double[] sums = sums(canvases, canvas, margin, width);
      for (int place = 0; place < places; place++) {
        int corner = place / canvases.across() * width + place % canvases.across();
        window(sums, width, corner, edges, all, (canvas * places + place) * size());
      }
    }
    return all;
  }

  /** Returns where the blocks along one side of a window begin, and where the last one ends. */
  private static int[] edges(int window) {
    int[] edges = new int[BLOCKS + 1];
    Arrays.setAll(edges, block -> block * window / BLOCKS);
    return edges;
  }

  /**
   * Computes sums over rectangles from the upper left corner of a canvas with an empty margin, so
   * that no window has to be cut, [width x width].
   */
  private static double[] sums(Canvases canvases, int canvas, int margin, int width) {
    int side = canvases.side();
    double[] sums = new double[width * width];
    for (int row = 1; row < width; row++) {
      int from = (canvas * side + row - 1 - margin) * side;
      boolean inked = row > margin && row <= margin + side;
      double ofRow = 0;
      for (int column = 1; column < width; column++) {
        int pixel = column - 1 - margin;
        ofRow += inked && pixel >= 0 && pixel < side ? canvases.pixels()[from + pixel] : 0;
        sums[row * width + column] = sums[(row - 1) * width + column] + ofRow;
      }
    }
    return sums;
  }

  private static void window(
      double[] sums, int width, int corner, int[] edges, double[] out, int at) {
    for (int row = 0; row < BLOCKS; row++) {
      int above = corner + edges[row] * width;
      int below = corner + edges[row + 1] * width;
      int high = edges[row + 1] - edges[row];
      for (int column = 0; column < BLOCKS; column++) {
        int left = edges[column];
        int right = edges[column + 1];
        double sum = sums[below + right] - sums[above + right] - sums[below + left];
        out[at + row * BLOCKS + column] = (sum + sums[above + left]) / (high * (right - left));
      }
    }
  }
}
