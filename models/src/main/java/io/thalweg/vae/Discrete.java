package io.thalweg.vae;

/** Probabilities and their logarithms, of bits and of categorical variables with given logits. */
final class Discrete {

  private Discrete() {}

  /** Computes the mean of each coordinate of a point: probabilities of ones or of categories. */
  static double[] means(Latents latents, double[] logits) {
    double[] means = new double[logits.length];
    if (latents.categories() == 1) {
      for (int i = 0; i < logits.length; i++) {
        means[i] = 1 / (1 + Math.exp(-logits[i]));
      }
      return means;
    }
    double[] logs = logs(latents, logits);
    for (int i = 0; i < logits.length; i++) {
      means[i] = Math.exp(logs[i]);
    }
    return means;
  }

  /**
   * Computes for each coordinate of a point what it adds to the log-probability: logits of bits,
   * log-probabilities of categories.
   */
  static double[] logs(Latents latents, double[] logits) {
    int categories = latents.categories();
    double[] logs = logits.clone();
    if (categories == 1) {
      return logs;
    }
    for (int from = 0; from < logs.length; from += categories) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < from + categories; i++) {
        largest = Math.max(largest, logs[i]);
      }
      double sum = 0;
      for (int i = from; i < from + categories; i++) {
        logs[i] -= largest;
        sum += Math.exp(logs[i]);
      }
      double norm = Math.log(sum);
      for (int i = from; i < from + categories; i++) {
        logs[i] -= norm;
      }
    }
    return logs;
  }

  /** Computes what all {@link #logs} together exceed the log-probability of a point by. */
  static double norm(Latents latents, double[] logs) {
    if (latents.categories() > 1) {
      return 0;
    }
    double sum = 0;
    for (double logit : logs) {
      sum += softplus(logit);
    }
    return sum;
  }

  /** Computes log(1 + exp x). */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
