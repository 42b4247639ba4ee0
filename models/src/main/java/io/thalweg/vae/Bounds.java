package io.thalweg.vae;

import io.thalweg.ImportanceWeights;
import io.thalweg.ObjectiveException;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Bounds on the log-likelihood of images under a model, from true draws, in nats.
 *
 * <pre>
 *   ELBO = E f(b),   bound of K = E log 1/K sum_k exp f(b_k),   b_k ~ q(b | x)
 * </pre>
 *
 * <p>Source of the bound of K: Burda, Grosse &amp; Salakhutdinov (2016), ICLR, arXiv:1509.00519.
 *
 * @param elbo the mean of f over all draws
 * @param bound that of K draws
 */
public record Bounds(double elbo, double bound) {

  // Rows that a decoder sees at once: enough to be fast, few enough for the memory of a laptop.
  private static final int ROWS = 10_000;
  // Images that stand in memory as numbers at once.
  private static final int IMAGES = 1_000;

  /** A function that draws latents of some images and computes f, [draws x count]. */
  @FunctionalInterface
  interface Values {
    double[] of(double[] images, int count, int draws, RandomGenerator random);
  }

  /**
   * Estimates both bounds from values of f, averaged over the images.
   *
   * @throws IllegalArgumentException if there is no image or no draw
   * @throws ObjectiveException if f is not finite at a draw
   */
  static Bounds of(Values values, double[] images, int count, int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of images", count);
    Require.atLeast(1, "the number of draws", draws);
    int pixels = images.length / count;
    int atOnce = Math.max(1, ROWS / draws);
    double elbo = 0;
    double bound = 0;
    for (int from = 0; from < count; from += atOnce) {
      int size = Math.min(atOnce, count - from);
      double[] part = new double[size * pixels];
      System.arraycopy(images, from * pixels, part, 0, part.length);
      double[] f = values.of(part, size, draws, random);
      requireFinite(f, from, size);
      for (int image = 0; image < size; image++) {
        elbo += mean(f, image, size, draws);
      }
      bound += Arrays.stream(ImportanceWeights.bounds(f, size)).sum();
    }
    return new Bounds(elbo / count, bound / count);
  }

  /** Estimates of both bounds of a batch of images, [count x pixels]. */
  @FunctionalInterface
  interface OfBatch {
    Bounds estimate(double[] images, int count, int draws, RandomGenerator random);
  }

  /**
   * Estimates both bounds of the first images of a part.
   *
   * @param most images; all of the part if there are fewer
   * @param pixels draws pixels, where they are drawn at each use
   * @throws IllegalArgumentException if there is none of them
   */
  static Bounds of(
      OfBatch model,
      ImageSet data,
      Part part,
      int most,
      int draws,
      RandomGenerator pixels,
      RandomGenerator random) {
    int count = Math.min(most, data.count(part));
    Require.atLeast(1, "the number of images of %s in part %s".formatted(data.name(), part), count);
    double elbo = 0;
    double bound = 0;
    for (int from = 0; from < count; from += IMAGES) {
      int size = Math.min(IMAGES, count - from);
      Bounds some = model.estimate(data.rows(part, from, size, pixels), size, draws, random);
      elbo += some.elbo() * size;
      bound += some.bound() * size;
    }
    return new Bounds(elbo / count, bound / count);
  }

  private static void requireFinite(double[] f, int from, int size) {
    for (int row = 0; row < f.length; row++) {
      if (!Double.isFinite(f[row])) {
        throw new ObjectiveException(
            "f is %s at draw %d of image %d; it must be finite"
                .formatted(f[row], row / size, from + row % size));
      }
    }
  }

  private static double mean(double[] f, int image, int count, int draws) {
    double sum = 0;
    for (int k = 0; k < draws; k++) {
      sum += f[k * count + image];
    }
    return sum / draws;
  }
}
