package io.thalweg.data;

import io.thalweg.support.Streams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Square images in three parts, with a rule for their pixels.
 *
 * <p>A byte or a bit is kept for each pixel, so that the 70,000 images of MNIST take 55 MB. A set
 * never changes; {@link #with} makes another of the same bytes.
 */
public final class ImageSet {

  private static final long SEED = 1;

  private final Source source;
  private final String name;
  private final PixelRows train;
  private final PixelRows test;
  private final Pixels rule;
  private final Split split;

  private ImageSet(
      Source source, String name, PixelRows train, PixelRows test, Pixels rule, Split split) {
    this.source = source;
    this.name = name;
    this.train = train;
    this.test = test;
    this.rule = rule;
    this.split = split;
  }

  /** Grey images are drawn anew at each use; all that are not for tests are to learn from. */
  static ImageSet of(Source source) {
    Pixels rule = source.isBinary() ? Pixels.FIXED : Pixels.RESAMPLED;
    return new ImageSet(source, source.name(), source.train(), source.test(), rule, Split.NONE);
  }

  /**
   * Makes a set of a user's own grey images, drawn anew at each use, none of them for validation.
   *
   * @param name of the data
   * @param side pixels along one side
   * @param maximum the level of full intensity, 1 .. 255
   * @param train levels [images x pixels] of those to learn from, unsigned; shared, not copied
   * @param test levels [images x pixels] of those for tests, unsigned; shared, not copied
   * @throws IllegalArgumentException if there is no whole number of images, or none to learn from,
   *     or a level is greater than the maximum
   */
  public static ImageSet of(String name, int side, int maximum, byte[] train, byte[] test) {
    if (side < 1 || train.length == 0) {
      throw new IllegalArgumentException(
          "%s has %d bytes to learn from in images of side %d; there must be some"
              .formatted(name, train.length, side));
    }
    if (maximum < 1 || maximum > 255) {
      throw new IllegalArgumentException("the maximum %d is not in 1 .. 255".formatted(maximum));
    }
    int pixels = side * side;
    GreyRows toLearn = new GreyRows(train, pixels, maximum);
    return of(new Source(name, side, toLearn, new GreyRows(test, pixels, maximum), null, null));
  }

  /** Name of the data, with that of the binarisation where it is fixed. */
  public String name() {
    return name;
  }

  /** Pixels along one side. */
  public int side() {
    return source.side();
  }

  /** Pixels of an image. */
  public int pixels() {
    return source.side() * source.side();
  }

  /** Rule for the pixels. */
  public Pixels rule() {
    return rule;
  }

  /** Images that are held back for validation. */
  public Split split() {
    return split;
  }

  /** Whether all pixels are 0 or 1. */
  public boolean isBinary() {
    return rule != Pixels.GREY;
  }

  /** Number of images of a part. */
  public int count(Part part) {
    return part == Part.TEST ? test.count() : split.count(part, train.count());
  }

  /**
   * Computes the mean of each pixel over the images to learn from, by a pass over them.
   *
   * @return [pixels]; the expectation over the draws, where pixels are drawn anew at each use
   */
  public double[] mean() {
    double[] mean = new double[pixels()];
    double[] image = new double[pixels()];
    int from = from(Part.TRAIN);
    int count = count(Part.TRAIN);
    for (int i = 0; i < count; i++) {
      train.read(from + i, image, 0);
      for (int p = 0; p < mean.length; p++) {
        mean[p] += rule == Pixels.THRESHOLD ? threshold(image[p]) : image[p];
      }
    }
    Arrays.setAll(mean, p -> mean[p] / count);
    return mean;
  }

  /**
   * Reads images as a model sees them.
   *
   * @param indices of the images within their part, in any order and any number of times
   * @param random draws the pixels where they are drawn anew at each use, one number for each in
   *     the order of the rows; else it is not used
   * @return [indices x pixels]
   * @throws IndexOutOfBoundsException if an index is not one of the part
   */
  public double[] rows(Part part, int[] indices, RandomGenerator random) {
    PixelRows images = part == Part.TEST ? test : train;
    int from = from(part);
    int count = count(part);
    double[] rows = new double[indices.length * pixels()];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= count) {
        throw new IndexOutOfBoundsException(
            "%s has no image %d in its part %s of %d".formatted(name, indices[i], part, count));
      }
      images.read(from + indices[i], rows, i * pixels());
    }
    apply(rows, random);
    return rows;
  }

  /**
   * Reads some images that follow each other, as a model sees them.
   *
   * @param from index of the first within its part
   * @param random as for any indices
   * @return [count x pixels]
   * @throws IndexOutOfBoundsException if some of them are not in the part
   */
  public double[] rows(Part part, int from, int count, RandomGenerator random) {
    int[] indices = new int[count];
    Arrays.setAll(indices, i -> from + i);
    return rows(part, indices, random);
  }

  private void apply(double[] rows, RandomGenerator random) {
    if (rule == Pixels.RESAMPLED) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = random.nextDouble() < rows[i] ? 1 : 0;
      }
    } else if (rule == Pixels.THRESHOLD) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = threshold(rows[i]);
      }
    }
  }

  private static double threshold(double intensity) {
    return intensity > 0.5 ? 1 : 0;
  }

  /** First image of a part in the file that it comes from. */
  private int from(Part part) {
    return part == Part.TEST ? 0 : split.from(part, train.count());
  }

  /** Whether the images of a part have labels. */
  public boolean hasLabels(Part part) {
    return labelBytes(part) != null;
  }

  /**
   * Classes of the images of a part, in the order of the images.
   *
   * @return [images]
   * @throws DataException if there are none
   */
  public int[] labels(Part part) {
    byte[] bytes = labelBytes(part);
    if (bytes == null) {
      throw new DataException("%s has no labels of its part %s".formatted(name, part));
    }
    int[] labels = new int[count(part)];
    int from = from(part);
    Arrays.setAll(labels, i -> bytes[from + i] & 255);
    return labels;
  }

  private byte @Nullable [] labelBytes(Part part) {
    return part == Part.TEST ? source.testLabels() : source.trainLabels();
  }

  /**
   * Makes a set of the same images with other pixels and parts. Fixed pixels stay as they are, or
   * are drawn by seed 1.
   *
   * @throws DataException if the images are known in their fixed binarisation alone and another
   *     rule is asked for
   */
  public ImageSet with(Pixels rule, Split split) {
    if (rule == Pixels.FIXED) {
      return this.rule == Pixels.FIXED
          ? new ImageSet(source, name, train, test, rule, split)
          : with(Pixels.GREY, split).fixed(SEED);
    }
    requireGrey(rule.toString());
    return new ImageSet(source, source.name(), source.train(), source.test(), rule, split);
  }

  /**
   * Draws all pixels once, with the intensities as probabilities. An image has the same pixels
   * whatever part it is in.
   *
   * @param seed of the draws, which the name of the set states
   * @throws DataException if the images are known in their fixed binarisation alone
   */
  public ImageSet fixed(long seed) {
    requireGrey("drawn anew by a seed");
    return new ImageSet(
        source,
        "%s, fixed binarisation of seed %d".formatted(source.name(), seed),
        BitRows.draw(source.train(), pixels(), Streams.named(seed, "binarisation of train")),
        BitRows.draw(source.test(), pixels(), Streams.named(seed, "binarisation of test")),
        Pixels.FIXED,
        split);
  }

  private void requireGrey(String wanted) {
    if (source.isBinary()) {
      throw new DataException(
          "%s has no grey images: its pixels are FIXED and cannot be %s".formatted(name, wanted));
    }
  }
}
