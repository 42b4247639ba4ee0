package io.thalweg.vae;

import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
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

  /** Estimates both bounds from values of f, averaged over the images. */
  static Bounds of(Values values, double[] images, int count, int draws, RandomGenerator random) {
    int pixels = images.length / count;
    int atOnce = Math.max(1, ROWS / draws);
    double elbo = 0;
    double bound = 0;
    for (int from = 0; from < count; from += atOnce) {
      int size = Math.min(atOnce, count - from);
      double[] part = new double[size * pixels];
      System.arraycopy(images, from * pixels, part, 0, part.length);
      double[] f = values.of(part, size, draws, random);
      for (int image = 0; image < size; image++) {
        elbo += mean(f, image, size, draws);
        bound += logMeanExp(f, image, size, draws);
      }
    }
    return new Bounds(elbo / count, bound / count);
  }

  /**
   * Estimates both bounds of the first images of a part.
   *
   * @param most images; all of the part if there are fewer
   * @param pixels draws pixels, where they are drawn at each use
   */
  static Bounds of(
      Learner learner,
      ImageSet data,
      Part part,
      int most,
      int draws,
      RandomGenerator pixels,
      RandomGenerator random) {
    int count = Math.min(most, data.count(part));
    double elbo = 0;
    double bound = 0;
    for (int from = 0; from < count; from += IMAGES) {
      int size = Math.min(IMAGES, count - from);
      Bounds some = learner.bounds(data.rows(part, from, size, pixels), size, draws, random);
      elbo += some.elbo() * size;
      bound += some.bound() * size;
    }
    return new Bounds(elbo / count, bound / count);
  }

  private static double mean(double[] f, int image, int count, int draws) {
    double sum = 0;
    for (int k = 0; k < draws; k++) {
      sum += f[k * count + image];
    }
    return sum / draws;
  }

  private static double logMeanExp(double[] f, int image, int count, int draws) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < draws; k++) {
      max = Math.max(max, f[k * count + image]);
    }
    double sum = 0;
    for (int k = 0; k < draws; k++) {
      sum += Math.exp(f[k * count + image] - max);
    }
    return max + Math.log(sum / draws);
  }
}
