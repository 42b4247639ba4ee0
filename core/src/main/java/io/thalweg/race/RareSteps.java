package io.thalweg.race;

import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Ordinal;
import io.thalweg.check.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

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
  private static final int LEAST_COUNTS = 100;
  private static final int MOST_COUNTS = 10_000;
  // In logarithms, below the likeliest value.
  private static final double NEGLIGIBLE = 45;

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

  /**
   * Describes the values of an unbounded count that make half of the variance of the rates, if n
   * draws are expected to show them too seldom. These are such as 1, between many additional zeros
   * and counts near 20.
   */
  static Optional<String> missedOfCounts(Ordinal law, long draws) {
    double rarest = 1;
    for (int variable = 0; variable < law.shape().size(); variable++) {
      rarest = Math.min(rarest, rarest(law, variable));
    }
    return draws * rarest < Spread.SEEN
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "half of the variance of its rates comes from values that occur only about %.2g"
                    + " times in %,d draws",
                draws * rarest,
                draws))
        : Optional.empty();
  }

  /** The least probability of such values, over all contexts. */
  private static double rarest(Ordinal law, int variable) {
    int contexts = law.contexts();
    int size = law.shape().size();
    double[] differences = new double[contexts * size];
    for (int c = 0; c < contexts; c++) {
      differences[c * size + variable] = 1;
    }
    List<double[]> logs = new ArrayList<>();
    List<double[]> squares = new ArrayList<>();
    double[] most = new double[contexts];
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    double last = Math.min(MOST_COUNTS - 1, law.largest(variable));
    for (int k = 0; k <= last && (k < LEAST_COUNTS || goesOn(logs.get(k - 1), most)); k++) {
      double[] values = new double[contexts * size];
      for (int c = 0; c < contexts; c++) {
        values[c * size + variable] = k;
      }
      Events events = Events.of(values, contexts, size);
      double[] log = law.logProbability(events);
      double[] rates = new double[contexts * law.dimension()];
      law.addTransport(events, differences, rates);
      Arrays.setAll(most, c -> Math.max(most[c], log[c]));
      logs.add(log);
      double[] own = new double[contexts];
      for (int i = 0; i < rates.length; i++) {
        own[i / law.dimension()] += rates[i] * rates[i];
      }
      squares.add(own);
    }
    double rarest = 1;
    for (int c = 0; c < contexts; c++) {
      rarest = Math.min(rarest, rarest(logs, squares, c, most[c]));
    }
    return rarest;
  }

  private static boolean goesOn(double[] log, double[] most) {
    for (int c = 0; c < log.length; c++) {
      if (log[c] > most[c] - NEGLIGIBLE || !(log[c] < most[c])) {
        return true;
      }
    }
    return false;
  }

  /** The probability of the values of the largest rates, which make half of the variance. */
  private static double rarest(
      List<double[]> logs, List<double[]> squares, int context, double most) {
    double[] q = logs.stream().mapToDouble(log -> Math.exp(log[context] - most)).toArray();
    double total = Arrays.stream(q).sum();
    int[] falling =
        IntStream.range(0, q.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -squares.get(k)[context]))
            .mapToInt(Integer::intValue)
            .toArray();
    double all = 0;
    for (int k = 0; k < q.length; k++) {
      all += q[k] * squares.get(k)[context];
    }
    double share = 0;
    double probability = 0;
    for (int n = 0; n < falling.length && share < all / 2; n++) {
      share += q[falling[n]] * squares.get(falling[n])[context];
      probability += q[falling[n]] / total;
    }
    return probability;
  }
}
