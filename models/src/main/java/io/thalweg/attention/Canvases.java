package io.thalweg.attention;

import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import java.util.random.RandomGenerator;

/**
 * Square canvases, each with one whole digit somewhere in a clutter of pieces of other digits.
 *
 * <pre>
 *   places (row, column) of the upper left corner of the digit: (side - digit + 1)^2 of them
 * </pre>
 *
 * <p>The digit is drawn last, so that no piece covers it.
 *
 * @param side of a canvas, in pixels
 * @param digit side of a digit
 * @param pixels [count x side x side], in 0 .. 1
 * @param labels of the digits
 * @param places of the digits, row by row
 */
record Canvases(int side, int digit, double[] pixels, int[] labels, int[] places) {

  /**
   * Draws canvases.
   *
   * @param pieces of clutter on each, squares of half a digit's side
   */
  static Canvases draw(
      ImageSet data, Part part, int count, int side, int pieces, RandomGenerator random) {
    int digit = data.side();
    int[] all = data.labels(part);
    int[] labels = new int[count];
    int[] places = new int[count];
    double[] pixels = new double[count * side * side];
    int across = side - digit + 1;
    for (int c = 0; c < count; c++) {
      for (int piece = 0; piece < pieces; piece++) {
        double[] other = image(data, part, random.nextInt(all.length), random);
        int size = digit / 2;
        int from = random.nextInt(digit - size + 1) * digit + random.nextInt(digit - size + 1);
        int corner = random.nextInt(side - size + 1) * side + random.nextInt(side - size + 1);
        paint(other, from, digit, size, pixels, c * side * side + corner, side);
      }
      int chosen = random.nextInt(all.length);
      labels[c] = all[chosen];
      places[c] = random.nextInt(across * across);
      int corner = places[c] / across * side + places[c] % across;
      double[] image = image(data, part, chosen, random);
      paint(image, 0, digit, digit, pixels, c * side * side + corner, side);
    }
    return new Canvases(side, digit, pixels, labels, places);
  }

  private static double[] image(ImageSet data, Part part, int index, RandomGenerator random) {
    return data.rows(part, new int[] {index}, random);
  }

  private static void paint(
      double[] image, int from, int digit, int size, double[] canvas, int corner, int side) {
    for (int row = 0; row < size; row++) {
      System.arraycopy(image, from + row * digit, canvas, corner + row * side, size);
    }
  }

  int count() {
    return labels.length;
  }

  /** Number of places along one side. */
  int across() {
    return side - digit + 1;
  }

  /** Number of places where a digit can lie. */
  int choices() {
    return choices(side, digit);
  }

  /** Number of places where a digit can lie on any canvas of a side. */
  static int choices(int side, int digit) {
    int across = side - digit + 1;
    return across * across;
  }

  /** Index of the first pixel of a place on one canvas. */
  int corner(int canvas, int place) {
    return canvas * side * side + place / across() * side + place % across();
  }
}
