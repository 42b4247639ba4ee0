package io.thalweg.data;

import java.util.Arrays;

/** Grey images of a byte a pixel. */
final class GreyRows implements PixelRows {

  private final byte[] levels;
  private final int pixels;
  private final double[] intensities;

  /**
   * Keeps levels, without a copy of them.
   *
   * @param levels [images x pixels], unsigned
   * @param maximum the level of full intensity
   * @throws IllegalArgumentException if there is no whole number of images or a level is greater
   */
  GreyRows(byte[] levels, int pixels, int maximum) {
    if (pixels < 1 || levels.length % pixels != 0) {
      throw new IllegalArgumentException(
          "%d bytes are no whole number of images of %d pixels".formatted(levels.length, pixels));
    }
    for (int i = 0; i < levels.length; i++) {
      if ((levels[i] & 255) > maximum) {
        throw new IllegalArgumentException(
            "image %d, pixel %d has level %d, greater than the maximum %d"
                .formatted(i / pixels, i % pixels, levels[i] & 255, maximum));
      }
    }
    this.levels = levels;
    this.pixels = pixels;
    this.intensities = new double[256];
    Arrays.setAll(intensities, level -> level / (double) maximum);
  }

  @Override
  public int count() {
    return levels.length / pixels;
  }

  @Override
  public void read(int image, double[] to, int at) {
    for (int i = 0; i < pixels; i++) {
      to[at + i] = intensities[levels[image * pixels + i] & 255];
    }
  }
}
