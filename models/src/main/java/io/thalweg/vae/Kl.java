package io.thalweg.vae;

/**
 * The Kullback-Leibler divergence of the posteriors of a batch from the prior, in closed form.
 *
 * <pre>
 *   KL = sum_i q_i log(q_i / p_i)    of bits and categories
 *   KL = sum_i (m_i^2 + s_i^2 - 1) / 2 - log s_i    of normal numbers
 * </pre>
 */
final class Kl {

  private final Prior prior;
  private final int size;
  private final double[] values;
  // In the parameters of the posteriors, [contexts x dimension].
  private final double[] slopes;
  // Means of the posteriors less those of the prior, summed over the contexts with their weights.
  private final double[] means;

  /** Computes the divergences of a batch with these parameters of posteriors. */
  Kl(Prior prior, double[] theta) {
    Latents latents = prior.latents();
    this.prior = prior;
    this.size = latents.dimension();
    this.values = new double[theta.length / size];
    this.slopes = new double[theta.length];
    if (latents.kind() == Latents.Kind.GAUSSIAN) {
      this.means = new double[0];
      gaussian(theta);
    } else {
      this.means = Discrete.means(latents, theta);
      discrete(latents, theta);
    }
  }

  private void gaussian(double[] theta) {
    int n = size / 2;
    for (int c = 0; c < values.length; c++) {
      for (int at = c * size; at < c * size + n; at++) {
        double mean = theta[at];
        double logDeviation = theta[at + n];
        double variance = Math.exp(2 * logDeviation);
        values[c] += (mean * mean + variance - 1) / 2 - logDeviation;
        slopes[at] = mean;
        slopes[at + n] = variance - 1;
      }
    }
  }

  private void discrete(Latents latents, double[] theta) {
    double[] p = Discrete.logs(latents, prior.parameters());
    double[] q = Discrete.logs(latents, theta);
    int categories = latents.categories();
    for (int from = 0; from < theta.length; from += categories) {
      double mean = 0;
      for (int i = from; i < from + categories; i++) {
        slopes[i] = q[i] - p[i % size];
        mean += means[i] * slopes[i];
      }
      values[from / size] += mean;
      if (categories == 1) {
        values[from / size] += Discrete.softplus(p[from % size]) - Discrete.softplus(q[from]);
        slopes[from] *= means[from] * (1 - means[from]);
      } else {
        for (int i = from; i < from + categories; i++) {
          slopes[i] = means[i] * (slopes[i] - mean);
        }
      }
    }
  }

  /** One for each context. */
  double[] values() {
    return values;
  }

  /** The gradient in the parameters of the posteriors, [contexts x dimension]. */
  double[] slopes() {
    return slopes;
  }

  /**
   * Gathers the gradient of the sum over the contexts times a factor, in the prior's parameters.
   */
  void pullback(double factor) {
    if (prior.isFixed()) {
      return;
    }
    double[] gradient = Discrete.means(prior.latents(), prior.parameters());
    for (int i = 0; i < size; i++) {
      gradient[i] *= factor * values.length;
    }
    for (int i = 0; i < means.length; i++) {
      gradient[i % size] -= factor * means[i];
    }
    prior.gather(gradient);
  }
}
