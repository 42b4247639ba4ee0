package io.thalweg.estimator.flow;

/**
 * Two halves of past draws, on which regressions are fitted and tried.
 *
 * <p>Weights are fitted on each half and tried on the other: no control, one control in full, and
 * the first 1, 2, .. controls. The choice that leaves the least variance there is fitted on all
 * draws. A later choice must win by more than one part in the root of the number of draws, and each
 * coefficient needs ten draws of a half; so useless controls cost almost nothing. Each parameter
 * chooses between its own weights and weights that all parameters share.
 *
 * <p>Where few draws decide, a fit may look good only because it has not seen the next one that
 * does. So the variance that m weights leave is multiplied with (1 + m / n)^2, n the {@linkplain
 * Square#deciding number of draws that decide}, before it is compared. And it is reckoned with one
 * more draw at which the terms of the fit {@linkplain Square#reach do not cancel}: large terms of
 * opposite signs cancel at the draws that were seen.
 *
 * <p>Source: Akaike (1969), Annals of the Institute of Statistical Mathematics 21, for the factor
 * (1 + m / n) / (1 - m / n) of the final prediction error, which this is for m much below n.
 *
 * @param whole the control that is tried with weight -1
 */
record Halves(Moments first, Moments second, int whole) {

  private static final int DRAWS_FOR_EACH = 10;
  // However few the draws, a constant baseline and the path are tried.
  private static final int ALWAYS = 2;

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
        Trial.of(
            first.pooled(),
            second.pooled(),
            most(draws * Math.sqrt(first.parameters()), draws, controls),
            whole);
    double[] common = shared.fit(all.pooled());
    for (int i = 0; i < first.parameters(); i++) {
      Trial own = Trial.of(first.of(i), second.of(i), most(draws, draws, controls), whole);
      boolean apart = own.residual() <= shared.residual(first.of(i), second.of(i));
      double[] best = apart ? own.fit(all.of(i)) : common;
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
   * A choice of weights, with its variance on the halves where they were not fitted.
   *
   * @param number the number of controls; -1 for one control in full
   * @param one the weights fitted on the first half
   * @param two the weights fitted on the second half
   * @param residual the variance that they leave
   * @param doubtful the variance to reckon with, as few draws decide
   */
  private record Trial(int number, double[] one, double[] two, double residual, double doubtful) {

    static Trial of(Square first, Square second, int most, int whole) {
      double[][] one = first.weights(most);
      double[][] two = second.weights(most);
      double margin = 1 - 1 / Math.sqrt(first.count() + second.count());
      Trial best = tried(0, one[0], two[0], first, second, whole);
      double[] path = new double[one[0].length];
      path[whole] = -1;
      best = best.or(tried(-1, path, path, first, second, whole), margin);
      for (int m = 1; m <= most; m++) {
        best = best.or(tried(m, one[m], two[m], first, second, whole), margin);
      }
      return best;
    }

    private static Trial tried(
        int number, double[] one, double[] two, Square first, Square second, int whole) {
      double residual = second.residual(one) + first.residual(two);
      double doubt = 1 + Math.abs(number) / (first.deciding() + second.deciding());
      // Where no draw decides nothing is left, and 0 / 0 is no reason to choose.
      double more = second.reach(one, whole) + first.reach(two, whole);
      double doubtful = number == 0 ? residual : doubt * doubt * residual + more;
      return new Trial(number, one, two, residual, doubtful);
    }

    private Trial or(Trial other, double margin) {
      return other.doubtful < margin * doubtful ? other : this;
    }

    /** Fits this number of controls on all draws. */
    double[] fit(Square all) {
      return number < 0 ? one : all.weights(number)[number];
    }

    /** The variance that these weights leave of other moments. */
    double residual(Square first, Square second) {
      return second.residual(one) + first.residual(two);
    }
  }
}
