package io.thalweg.workbench.flow;

import io.thalweg.Events;
import io.thalweg.Reparameterized;
import io.thalweg.distribution.Gaussian;
import java.util.random.RandomGenerator;

/**
 * Sampling laws with heavier tails than a law, one for each tail weight t.
 *
 * <pre>
 *   e ~ N(0, t^2),   x = transform(Phi(e)), every noise of the law by itself
 *   log p(x) / q(x) = n log t - (1 - 1 / t^2) |e|^2 / 2,   n noises
 * </pre>
 *
 * <p>t = 1 is the law itself. For normal variables the standard deviation is multiplied by t. Any
 * other law with a path is stretched through its normal scores, so that in the tails q is about
 * p^(1/t^2).
 *
 * @param law p
 */
record Stretch(Reparameterized law) {

  private static final Gaussian NORMAL = Gaussian.of(0, 1);
  // No double is nearer to 1, nor its mirror image to 0; there p / q has long become nothing.
  private static final double MOST = Math.nextDown(1.0);

  /**
   * Draws.
   *
   * @param events distributed as q
   * @param squares the sum of the squared normal scores of each event
   */
  record Draws(Events events, double[] squares) {}

  Draws sample(double tail, int draws, RandomGenerator random) {
    int noise = law.noise();
    double[] scores = new double[draws * noise];
    double[] squares = new double[draws];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = tail * random.nextGaussian();
      squares[i / noise] += scores[i] * scores[i];
    }
    double[] uniforms = NORMAL.cumulative(Events.of(scores, 1, 1));
    for (int i = 0; i < uniforms.length; i++) {
      uniforms[i] = Math.min(MOST, Math.max(1 - MOST, uniforms[i]));
    }
    return new Draws(law.transform(uniforms), squares);
  }

  /** Computes log q(x) / p(x) of a draw from the sum of its squared normal scores. */
  double logRatio(double tail, double squares) {
    return 0.5 * squares * (1 - 1 / (tail * tail)) - law.noise() * Math.log(tail);
  }
}
