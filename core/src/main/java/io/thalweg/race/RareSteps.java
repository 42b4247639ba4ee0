package io.thalweg.race;

import io.thalweg.Factorized;
import io.thalweg.check.Spread;
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
 * <p>is known before any draw. What is missing of a value at which GO's weight Q_k (1 - Q_k) / q_k
 * is at most 1, as every score is, the {@link Spread} of the gradient counts already.
 */
final class RareSteps {

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
        double share = q[first + k] > 0 ? moved * moved / q[first + k] : 0;
        shares[k] = moved > q[first + k] ? share : 0;
        all += share;
      }
      for (int k = 0; k + 1 < law.values(); k++) {
        rarest = shares[k] > SHARE * all ? Math.min(rarest, q[first + k]) : rarest;
      }
    }
    return draws * rarest < Spread.SEEN
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
