package io.thalweg.estimator.flow;

import java.util.Arrays;

/**
 * Two halves of past draws, on which regressions are fitted and tried.
 *
 * <p>Weights are fitted on each half and tried on the other: no control, one control in full, and
 * the first 1, 2, .. controls, as long as each coefficient has ten draws of a half. Taken is the
 * choice that leaves the least variance, or the mean of all if that leaves less. The share of one
 * that leaves the variance v in this mean is
 *
 * <pre>
 *   v^(-n / 2) / sum over all choices
 * </pre>
 *
 * <p>where n is the {@linkplain Square#deciding number of draws that decide}. So the best choice
 * has nearly all of the mean where many draws decide, and where few do, none is preferred by
 * chance. Each parameter takes its own weights or those that all parameters share.
 *
 * <p>Where few draws decide, a fit may look good only because it has not seen the next one that
 * does. So the variance v that m weights leave is multiplied by (1 + m / n)^2. And it is reckoned
 * with one more draw at which the terms of the fit {@linkplain Square#reach do not cancel}: large
 * terms of opposite signs cancel at the draws that were seen. The path in full counts as one
 * weight, although none is fitted. With this doubt the best choice and the shares are found;
 * without it the mean is compared with the best choice, and a parameter's own weights with the
 * shared ones.
 *
 * <p>Source: Akaike (1978), Annals of the Institute of Statistical Mathematics 30, for such shares
 * of in-sample variances; Geisser &amp; Eddy (1979), Journal of the American Statistical
 * Association 74, for those of draws that were left out; Akaike (1969), Annals of the Institute of
 * Statistical Mathematics 21, for the factor (1 + m / n) / (1 - m / n) of the final prediction
 * error, which this is for m much below n.
 *
 * @param whole the control that is tried with weight -1
 */
record Halves(Moments first, Moments second, int whole) {

  private static final int DRAWS_FOR_EACH = 10;
  // However few the draws, a constant baseline and the path are tried.
  private static final int ALWAYS = 2;
  // The place of the choice without any control, after that of one control in full.
  private static final int NONE = 1;

  /** Makes halves without draws. */
  static Halves none(int parameters, int controls, int whole) {
    return new Halves(new Moments(parameters, controls), new Moments(parameters, controls), whole);
  }

  /** The half that holds fewer draws. */
  int emptier() {
    return first.count() <= second.count() ? 0 : 1;
  }

  /** Whether no sum is too large for a double. */
  boolean isFinite() {
    return first.isFinite() && second.isFinite();
  }

  /** The number of draws in both halves. */
  double count() {
    return first.count() + second.count();
  }

  /** Computes this + factor other. */
  Halves plus(double factor, Halves other) {
    return new Halves(first.plus(factor, other.first), second.plus(factor, other.second), whole);
  }

  /** Adds moments, times a factor, to one of the halves. */
  Halves plus(double factor, Moments more, int half) {
    return half == 0
        ? new Halves(first.plus(factor, more), second, whole)
        : new Halves(first, second.plus(factor, more), whole);
  }

  /** The weights of the controls, [parameters x controls]. */
  double[] weights() {
    int controls = first.controls();
    double[] weights = new double[first.parameters() * controls];
    double draws = Math.min(first.count(), second.count());
    if (draws < 1) {
      return weights;
    }
    Moments all = first.plus(1, second);
    Trial shared =
        Trial.best(
            first.pooled(),
            second.pooled(),
            most(draws * Math.sqrt(first.parameters()), draws, controls),
            whole);
    double[] common = shared.fit(all.pooled(), whole);
    for (int i = 0; i < first.parameters(); i++) {
      Square one = first.of(i);
      Square two = second.of(i);
      Trial own = Trial.best(one, two, most(draws, draws, controls), whole);
      boolean apart = own.residual() <= shared.residual(one, two);
      double[] best = apart ? own.fit(all.of(i), whole) : common;
      System.arraycopy(best, 0, weights, i * controls, controls);
    }
    return weights;
  }

  /** The number of controls that are tried; scores of many parameters count like more draws. */
  private static int most(double worth, double draws, int controls) {
    double most = Math.max(Math.min(ALWAYS, draws / 2), worth / DRAWS_FOR_EACH);
    return (int) Math.min(controls, most);
  }

  /**
   * A mean of choices of weights, with its variance on the halves where they were not fitted.
   *
   * @param shares of one control in full, and of the first 0, 1, 2, .. controls
   * @param one the weights fitted on the first half
   * @param two the weights fitted on the second half
   * @param residual the variance that they leave
   */
  private record Trial(double[] shares, double[] one, double[] two, double residual) {

    static Trial best(Square first, Square second, int most, int whole) {
      double[][] one = choices(first, most, whole);
      double[][] two = choices(second, most, whole);
      double deciding = first.deciding() + second.deciding();
      double[] doubted = new double[one.length];
      for (int choice = 0; choice < doubted.length; choice++) {
        double residual = second.residual(one[choice]) + first.residual(two[choice]);
        double more = second.reach(one[choice], whole) + first.reach(two[choice], whole);
        double doubt = 1 + Math.abs(choice - 1) / deciding;
        // Where no draw decides nothing is left, and 0 / 0 is no reason to choose.
        doubted[choice] = choice == NONE ? residual : doubt * doubt * residual + more;
      }
      Trial alone = evaluated(alone(doubted), one, two, first, second);
      Trial mean = evaluated(shares(doubted, deciding), one, two, first, second);
      return mean.residual < alone.residual ? mean : alone;
    }

    private static Trial evaluated(
        double[] shares, double[][] one, double[][] two, Square first, Square second) {
      double[] meanOne = mean(shares, one);
      double[] meanTwo = mean(shares, two);
      double residual = second.residual(meanOne) + first.residual(meanTwo);
      return new Trial(shares, meanOne, meanTwo, residual);
    }

    /** The weights of one control in full, and those of the first 0, 1, 2, .. controls. */
    private static double[][] choices(Square half, int most, int whole) {
      double[][] fitted = half.weights(most);
      double[][] all = new double[most + 2][];
      all[0] = new double[fitted[0].length];
      all[0][whole] = -1;
      System.arraycopy(fitted, 0, all, NONE, fitted.length);
      return all;
    }

    /** All for the choice that leaves least; for no control if no other leaves less. */
    private static double[] alone(double[] doubted) {
      int best = NONE;
      for (int choice = 0; choice < doubted.length; choice++) {
        best = doubted[choice] < doubted[best] ? choice : best;
      }
      double[] shares = new double[doubted.length];
      shares[best] = 1;
      return shares;
    }

    /** The share of each choice in the mean of all; none for what is no number. */
    private static double[] shares(double[] doubted, double deciding) {
      double least = Arrays.stream(doubted).filter(v -> v >= 0).min().orElse(0);
      double[] shares = new double[doubted.length];
      for (int choice = 0; choice < doubted.length; choice++) {
        double ratio = doubted[choice] > least ? least / doubted[choice] : 1;
        shares[choice] = doubted[choice] >= 0 ? Math.pow(ratio, deciding / 2) : 0;
      }
      double sum = Arrays.stream(shares).sum();
      return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    private static double[] mean(double[] shares, double[][] choices) {
      double[] mean = new double[choices[0].length];
      for (int choice = 0; choice < shares.length; choice++) {
        for (int k = 0; shares[choice] > 0 && k < mean.length; k++) {
          mean[k] += shares[choice] * choices[choice][k];
        }
      }
      return mean;
    }

    /** Fits all choices on all draws, and takes the same mean. */
    double[] fit(Square all, int whole) {
      return mean(shares, choices(all, shares.length - 2, whole));
    }

    /** The variance that these weights leave of other moments. */
    double residual(Square first, Square second) {
      return second.residual(one) + first.residual(two);
    }
  }
}
