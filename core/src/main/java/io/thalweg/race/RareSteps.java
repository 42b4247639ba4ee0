package io.thalweg.race;

import io.thalweg.Factorized;
import java.util.Locale;
import java.util.Optional;

/**
 * The steps of probability that draws of GO may miss.
 *
 * <p>GO moves probability from each value k to k + 1 and divides by q_k. So a rare value between
 * likely ones is missing in the mean until it is drawn, and its share of the variance,
 *
 * <pre>
 *   Q_k^2 (1 - Q_k)^2 / q_k,   Q the distribution function of a variable
 * </pre>
 *
 * <p>is known before any draw.
 */
final class RareSteps {

  /** The number of times that a value must be expected, as for the spread of a gradient. */
  private static final double SEEN = 50;

  private static final double SHARE = 0.05;

  private RareSteps() {}

  /**
   * Describes the rarest value whose steps make a good part of the variance of a variable, if n
   * draws are expected to show it too seldom; a sentence without its end.
   */
  static Optional<String> missed(Factorized law, long draws) {
    double[] q = law.marginals();
    double rarest = 1;
    for (int first = 0; first < q.length; first += law.values()) {
      double all = 0;
      double below = 0;
      double[] shares = new double[law.values()];
      for (int k = 0; k + 1 < law.values(); k++) {
        below += q[first + k];
        double moved = below * Math.max(0, 1 - below);
        shares[k] = q[first + k] > 0 ? moved * moved / q[first + k] : 0;
        all += shares[k];
      }
      for (int k = 0; k + 1 < law.values(); k++) {
        rarest = shares[k] > SHARE * all ? Math.min(rarest, q[first + k]) : rarest;
      }
    }
    return draws * rarest < SEEN
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "it divides by the probability of a value that occurs only about %.2g times in %,d"
                    + " draws",
                draws * rarest,
                draws))
        : Optional.empty();
  }
}
