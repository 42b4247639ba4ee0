package io.thalweg.check;

import io.thalweg.support.Percent;
import java.util.Arrays;
import java.util.Locale;

/**
 * The largest draws of an estimator: how much of its variance they make, and how fast such draws
 * become rare.
 *
 * <pre>
 *   P(d &gt; t) ~ t^-index,   index = k / sum_j log(d_(j) / d_(k+1))     of the k largest d
 * </pre>
 *
 * <p>d is the squared distance of a draw to the mean. With an index of 1 or less the variance is
 * infinite; with 2 or less the variance of the variance is. A few draws that stand out from all
 * others have a small index, too, and one of 0 if the d of all others are 0: then the draws are too
 * few to tell.
 *
 * <p>Source of the index: Hill (1975), Annals of Statistics 3(5).
 *
 * @param draws the number of draws
 * @param largestShare the share of the largest squared distance in their sum
 * @param index the tail index of squared distances; infinite where the largest are equal
 * @param excess what a tail that falls off with this index would add to the mean squared distance,
 *     in units of that mean; 0 if the largest draws are as large already
 */
public record Tail(long draws, double largestShare, double index, double excess) {

  /** The number of largest draws from which the index is computed, at most. */
  static final int MOST = 64;

  /** The tail of draws that are all the same. */
  public static final Tail NONE = new Tail(0, 0, Double.POSITIVE_INFINITY, 0);

  private static final int LEAST = 8;
  // With a larger share of the draws a normal law seems to have a heavy tail.
  private static final int SHARE = 50;

  /**
   * Computes the tail.
   *
   * @param largest the largest squared distances, in any order; {@link #MOST} + 1 or all of them
   * @param sum of all squared distances
   */
  static Tail of(double[] largest, long draws, double sum) {
    int k = (int) Math.min(Math.min(MOST, largest.length - 1), draws / SHARE);
    if (k < LEAST || !(sum > 0)) {
      return NONE;
    }
    double[] sorted = largest.clone();
    Arrays.sort(sorted);
    double threshold = sorted[sorted.length - 1 - k];
    double logs = 0;
    double observed = 0;
    for (int i = sorted.length - k; i < sorted.length; i++) {
      logs += Math.log(sorted[i] / threshold);
      observed += sorted[i];
    }
    double index = threshold > 0 ? k / logs : 0;
    // The mean of a Pareto law beyond its threshold.
    double expected = index > 1 ? k * threshold * index / (index - 1) : Double.POSITIVE_INFINITY;
    double excess = Double.isInfinite(index) ? 0 : Math.max(0, expected - observed) / sum;
    return new Tail(draws, sorted[sorted.length - 1] / sum, index, excess);
  }

  /** Whether the variance may be infinite, or rests on draws that are too few to tell. */
  public boolean isHeavy() {
    return index <= 1;
  }

  /** Describes what the largest draws say, in a sentence without its end. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "the largest of %,d draws makes %s of the variance, and the tail index of %.2g means"
            + " that the variance may be infinite or hidden in draws that are too rare",
        draws,
        Percent.text(largestShare),
        index);
  }
}
