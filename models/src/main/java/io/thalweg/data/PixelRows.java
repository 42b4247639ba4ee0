package io.thalweg.data;

/** Images as they are kept in memory, one after the other. */
sealed interface PixelRows permits GreyRows, BitRows {

  /** Number of images. */
  int count();

  /** Writes the intensities of an image, 0 .. 1, from a place on. */
  void read(int image, double[] to, int at);
}
