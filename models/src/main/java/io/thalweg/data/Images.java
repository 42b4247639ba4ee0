package io.thalweg.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Square grey images, split into a part to train on and a part to test on.
 *
 * <p>Pixels are intensities of 0 .. 1. A binary image is drawn with them as probabilities.
 *
 * @param name what they show
 * @param side pixels along one side
 * @param train [images x pixels]
 * @param test [images x pixels]
 */
public record Images(String name, int side, float[][] train, float[][] test) {

  /** Takes the intensities of a set, with its images for validation among those to train on. */
  public static Images of(ImageSet set) {
    ImageSet grey = set.with(Pixels.GREY, Split.NONE);
    return new Images(grey.name(), grey.side(), grey(grey, Part.TRAIN), grey(grey, Part.TEST));
  }

  private static float[][] grey(ImageSet set, Part part) {
    float[][] images = new float[set.count(part)][set.pixels()];
    for (int i = 0; i < images.length; i++) {
      double[] row = set.rows(part, i, 1, new SplittableRandom(0));
      for (int p = 0; p < row.length; p++) {
        images[i][p] = (float) row[p];
      }
    }
    return images;
  }

  /** Number of pixels of an image. */
  public int pixels() {
    return side * side;
  }

  /** A minibatch of training images, drawn with replacement and made binary, [size x pixels]. */
  public double[] batch(int size, RandomGenerator random) {
    double[] pixels = new double[size * pixels()];
    for (int i = 0; i < size; i++) {
      binarize(train[random.nextInt(train.length)], pixels, i * pixels(), random);
    }
    return pixels;
  }

  /** Training images made binary, [count x pixels], the same for the same generator. */
  public double[] binaryTrain(int from, int count, RandomGenerator random) {
    return binary(train, from, count, random);
  }

  /** Test images made binary, [count x pixels], the same for the same generator. */
  public double[] binaryTest(int from, int count, RandomGenerator random) {
    return binary(test, from, count, random);
  }

  private double[] binary(float[][] grey, int from, int count, RandomGenerator random) {
    double[] pixels = new double[count * pixels()];
    for (int i = 0; i < count; i++) {
      binarize(grey[from + i], pixels, i * pixels(), random);
    }
    return pixels;
  }

  private static void binarize(float[] image, double[] pixels, int at, RandomGenerator random) {
    for (int i = 0; i < image.length; i++) {
      pixels[at + i] = random.nextDouble() < image[i] ? 1 : 0;
    }
  }
}
