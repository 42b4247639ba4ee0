package io.thalweg.data;

import java.util.random.RandomGenerator;

/** Binary images of a bit a pixel; each begins with the highest bit of a byte of its own. */
final class BitRows implements PixelRows {

  private final byte[] bits;
  private final int pixels;
  private final int width;

  /** Keeps packed images, without a copy of them. */
  BitRows(byte[] bits, int pixels) {
    this.bits = bits;
    this.pixels = pixels;
    this.width = width(pixels);
  }

  /** Draws every pixel once, with its intensity as the probability. */
  static BitRows draw(PixelRows grey, int pixels, RandomGenerator random) {
    int width = width(pixels);
    byte[] bits = new byte[grey.count() * width];
    double[] image = new double[pixels];
    for (int row = 0; row < grey.count(); row++) {
      grey.read(row, image, 0);
      for (int i = 0; i < pixels; i++) {
        if (random.nextDouble() < image[i]) {
          bits[row * width + i / 8] |= (byte) (128 >> i % 8);
        }
      }
    }
    return new BitRows(bits, pixels);
  }

  private static int width(int pixels) {
    return (pixels + 7) / 8;
  }

  @Override
  public int count() {
    return bits.length / width;
  }

  @Override
  public void read(int image, double[] to, int at) {
    for (int i = 0; i < pixels; i++) {
      to[at + i] = bits[image * width + i / 8] >> (7 - i % 8) & 1;
    }
  }
}
