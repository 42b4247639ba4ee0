package io.thalweg.tune;

/**
 * A descent of E c within a ball around a law, without any evaluation of f.
 *
 * <pre>
 *   least E c - temperature * entropy(q),   KL(q || q_0) at most radius
 * </pre>
 *
 * <p>Steps follow the natural gradient of the logarithms of the probabilities, a tenth of the
 * radius each at first, and end at the rim or where nothing is left to descend.
 *
 * <p>Source: Abdolmaleki et al. (2015), NeurIPS, "Model-based relative entropy stochastic search",
 * which bounds the divergence and the entropy of normal laws in this way.
 */
final class TrustRegion {

  private static final int STEPS = 100;
  private static final double SHARE = 0.1;

  private TrustRegion() {}

  /** Returns the law at which the descent ends. */
  static LogProbabilities descend(
      HammingProcess c, LogProbabilities from, double radius, double temperature) {
    LogProbabilities law = from;
    for (int n = 0; n < STEPS; n++) {
      double[] slopes = slopes(c, law, temperature);
      double square = 0;
      for (int i = 0; i < slopes.length; i++) {
        square += Math.exp(law.logs()[i]) * slopes[i] * slopes[i];
      }
      if (!(square > 0)) {
        return law;
      }
      // Along a natural gradient g the divergence begins as step^2 E g^2 / 2.
      LogProbabilities next = law.minus(SHARE * Math.sqrt(2 * radius / square), slopes);
      if (next.divergence(from) > radius) {
        return law;
      }
      law = next;
    }
    return law;
  }

  /** The slopes in the probabilities, less their mean for each variable. */
  static double[] slopes(HammingProcess c, LogProbabilities law, double temperature) {
    double[] q = law.probabilities();
    double[] slopes = new double[q.length];
    c.mean(q, slopes);
    for (int from = 0; from < q.length; from += law.values()) {
      double mean = 0;
      for (int i = from; i < from + law.values(); i++) {
        slopes[i] += temperature * law.logs()[i];
        mean += q[i] * slopes[i];
      }
      for (int i = from; i < from + law.values(); i++) {
        slopes[i] -= mean;
      }
    }
    return slopes;
  }
}
