package io.thalweg.vae;

import io.thalweg.Checked;
import io.thalweg.Events;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import java.util.random.RandomGenerator;

/**
 * Bounds on the log-likelihood of images under a model, from true discrete draws.
 *
 * <pre>
 *   ELBO = E f(b),   bound of K = E log 1/K sum_k exp f(b_k),   b_k ~ q(b | x)
 * </pre>
 *
 * <p>Source of the bound of K: Burda, Grosse &amp; Salakhutdinov (2016), ICLR, arXiv:1509.00519.
 */
public final class VaeEvaluator {

  // Rows that a decoder sees at once: enough to be fast, few enough for the memory of a laptop.
  private static final int ROWS = 10_000;
  // Images that stand in memory as numbers at once.
  private static final int AT_ONCE = 1_000;

  private final Vae model;

  /** Makes an evaluator of one model. */
  public VaeEvaluator(Vae model) {
    this.model = model;
  }

  /**
   * Both bounds, in nats, averaged over the images.
   *
   * @param elbo the mean of f over all draws
   * @param bound that of K draws
   */
  public record Bounds(double elbo, double bound) {}

  /**
   * Estimates both bounds of the first images of a part.
   *
   * @param most images; all of the part if there are fewer
   * @param draws K
   * @param pixels draws pixels, where they are drawn at each use
   * @param random draws latents
   * @throws io.thalweg.ObjectiveException if f is not finite at a draw
   */
  public Bounds evaluate(
      ImageSet data,
      Part part,
      int most,
      int draws,
      RandomGenerator pixels,
      RandomGenerator random) {
    int count = Math.min(most, data.count(part));
    double elbo = 0;
    double bound = 0;
    for (int from = 0; from < count; from += AT_ONCE) {
      int size = Math.min(AT_ONCE, count - from);
      Bounds some = evaluate(data.rows(part, from, size, pixels), size, draws, random);
      elbo += some.elbo() * size;
      bound += some.bound() * size;
    }
    return new Bounds(elbo / count, bound / count);
  }

  /**
   * Estimates both bounds.
   *
   * @param images [count x pixels]
   * @param draws K
   * @throws io.thalweg.ObjectiveException if f is not finite at a draw
   */
  public Bounds evaluate(double[] images, int count, int draws, RandomGenerator random) {
    int pixels = images.length / count;
    int atOnce = Math.max(1, ROWS / draws);
    double elbo = 0;
    double bound = 0;
    for (int from = 0; from < count; from += atOnce) {
      int size = Math.min(atOnce, count - from);
      double[] part = new double[size * pixels];
      System.arraycopy(images, from * pixels, part, 0, part.length);
      double[] f = values(part, size, draws, random);
      for (int image = 0; image < size; image++) {
        elbo += mean(f, image, size, draws);
        bound += logMeanExp(f, image, size, draws);
      }
    }
    return new Bounds(elbo / count, bound / count);
  }

  private double[] values(double[] images, int count, int draws, RandomGenerator random) {
    try (Vae.Posterior posterior = model.posterior(images, count, true)) {
      Events b = posterior.law().sample(draws, random);
      return Checked.evaluate(posterior.objective(), b).values();
    }
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
