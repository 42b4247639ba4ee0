package io.thalweg.estimator.flow;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A mean of choices of weights that were fitted on each of two halves and tried on the other.
 *
 * <p>A choice is no control, one control in full, or the first 1, 2, .. controls. The share of one
 * that leaves the variance v with m fitted weights is
 *
 * <pre>
 *   v^(-n / 2) n / (n + m) / sum over all choices
 * </pre>
 *
 * <p>where n is the {@linkplain Pair#deciding number of draws that decide}. So the best choice has
 * nearly all of the mean where many draws decide. Where few do, none is preferred by chance, and
 * weights are hardly believed: likelihood ratio and path have half of the mean each. Only a choice
 * that leaves less than a thousandth of what the mean leaves is taken alone. If the control in full
 * is {@linkplain Whole#isParent no parent}, ten draws must decide, and the mean must leave less
 * than no control does.
 *
 * <p>v is reckoned with one more draw at which the terms of the fit {@linkplain Square#reach do not
 * cancel}: large terms of opposite signs cancel at the draws that were seen.
 *
 * <p>Source: Akaike (1978), Annals of the Institute of Statistical Mathematics 30, for such shares
 * of in-sample variances; Geisser &amp; Eddy (1979), Journal of the American Statistical
 * Association 74, for those of draws that were left out.
 *
 * @param shares of one control in full, and of the first 0, 1, 2, .. controls
 * @param one the weights fitted on the first half
 * @param two the weights fitted on the second half
 * @param residual the variance that they leave
 */
record Trial(double[] shares, double[] one, double[] two, double residual, Whole whole) {

  // The place of the choice without any control, after that of one control in full.
  private static final int NONE = 1;
  // A choice is taken alone if it leaves less than what the mean leaves, divided by this.
  private static final double CERTAIN = 1000;
  // The draws that must decide before what is no parent is believed.
  private static final double ENOUGH = 10;

  /**
   * Tries all choices.
   *
   * @param halves the sums of one parameter, or of all together
   * @param most the number of controls that are tried
   */
  static Trial of(Pair halves, int most, Whole whole) {
    double[][] one = choices(halves.first(), most, whole, choice -> true);
    double[][] two = choices(halves.second(), most, whole, choice -> true);
    double[] left = new double[one.length];
    for (int choice = 0; choice < left.length; choice++) {
      left[choice] = halves.residual(one[choice], two[choice]);
      left[choice] += halves.reach(one[choice], two[choice], whole);
    }
    double deciding = halves.deciding();
    double[] none = only(NONE, left.length);
    if (!whole.isParent() && deciding < ENOUGH) {
      return evaluated(none, one, two, halves, whole);
    }
    Trial alone = evaluated(alone(left), one, two, halves, whole);
    Trial mean = evaluated(shares(left, deciding), one, two, halves, whole);
    // Of squares that overflow no mean can be taken.
    if (!(CERTAIN * alone.residual >= mean.residual)) {
      return alone;
    }
    if (whole.isParent()) {
      return mean;
    }
    Trial without = evaluated(none, one, two, halves, whole);
    return mean.residual < without.residual ? mean : without;
  }

  private static Trial evaluated(
      double[] shares, double[][] one, double[][] two, Pair halves, Whole whole) {
    double[] meanOne = mean(shares, one, whole);
    double[] meanTwo = mean(shares, two, whole);
    return new Trial(shares, meanOne, meanTwo, halves.residual(meanOne, meanTwo), whole);
  }

  /** The weights of one control in full, and those of the first 0, 1, 2, .. controls. */
  private static double[][] choices(Square half, int most, Whole whole, IntPredicate wantedChoice) {
    double[][] fitted = half.weights(most, m -> wantedChoice.test(NONE + m));
    double[][] all = new double[most + 2][];
    all[0] = new double[fitted[0].length];
    all[0][whole.index()] = -1;
    System.arraycopy(fitted, 0, all, NONE, fitted.length);
    return all;
  }

  /** All for the choice that leaves least; for no control if no other leaves less. */
  private static double[] alone(double[] left) {
    int best = NONE;
    for (int choice = 0; choice < left.length; choice++) {
      best = left[choice] < left[best] ? choice : best;
    }
    return only(best, left.length);
  }

  private static double[] only(int choice, int count) {
    double[] shares = new double[count];
    shares[choice] = 1;
    return shares;
  }

  /** The share of each choice in the mean of all; none for what is no number. */
  private static double[] shares(double[] left, double deciding) {
    double least = Double.POSITIVE_INFINITY;
    for (double v : left) {
      least = v >= 0 ? Math.min(least, v) : least;
    }
    double[] shares = new double[left.length];
    for (int choice = 0; choice < shares.length; choice++) {
      double ratio = left[choice] > least ? least / left[choice] : 1;
      int fitted = Math.max(0, choice - NONE);
      double believed = fitted == 0 ? 1 : deciding / (deciding + fitted);
      // Without any draw that decides, 0^0 is no reason to take what leaves more than nothing.
      boolean counts = left[choice] >= 0 && ratio > 0;
      shares[choice] = counts ? Math.pow(ratio, deciding / 2) * believed : 0;
    }
    double sum = Arrays.stream(shares).sum();
    for (int choice = 0; choice < shares.length; choice++) {
      shares[choice] /= sum;
    }
    return shares;
  }

  private static double[] mean(double[] shares, double[][] choices, Whole whole) {
    double[] mean = new double[choices[0].length];
    for (int choice = 0; choice < shares.length; choice++) {
      // All weights beyond are 0.
      int end = choice < NONE ? whole.index() + 1 : choice - NONE;
      for (int k = 0; shares[choice] > 0 && k < end; k++) {
        mean[k] += shares[choice] * choices[choice][k];
      }
    }
    return mean;
  }

  /** Fits all choices on all draws, and takes the same mean. */
  double[] fit(Square all) {
    double[][] fitted = choices(all, shares.length - 2, whole, choice -> shares[choice] > 0);
    return mean(shares, fitted, whole);
  }
}
