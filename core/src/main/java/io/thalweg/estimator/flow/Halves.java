package io.thalweg.estimator.flow;

/**
 * Two halves of the draws of the past, by which regressions are fitted and tried.
 *
 * <p>Weights are fitted on each half and tried on the other, for every number of controls in their
 * order. The number that leaves least variance there is fitted on all draws. More controls must win
 * by more than one part in the root of the number of draws, and a coefficient takes ten draws of a
 * half: so that controls that do nothing cost next to nothing. Each parameter chooses between
 * weights of its own and weights that all share.
 */
record Halves(Moments first, Moments second) {

  private static final int DRAWS_FOR_EACH = 10;
  // However few the draws, the score and the path are tried.
  private static final int ALWAYS = 2;

  /** Of no draw. */
  static Halves none(int parameters, int controls) {
    return new Halves(new Moments(parameters, controls), new Moments(parameters, controls));
  }

  /** How many draws both hold. */
  double count() {
    return first.count() + second.count();
  }

  /** This + factor other. */
  Halves plus(double factor, Halves other) {
    return new Halves(first.plus(factor, other.first), second.plus(factor, other.second));
  }

  /** With more in one of the halves, or with less. */
  Halves plus(double factor, Moments more, int half) {
    return half == 0
        ? new Halves(first.plus(factor, more), second)
        : new Halves(first, second.plus(factor, more));
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
            most(draws * Math.sqrt(first.parameters()), draws, controls));
    double[] common = all.pooled().weights(shared.number())[shared.number()];
    for (int i = 0; i < first.parameters(); i++) {
      Trial own = Trial.of(first.of(i), second.of(i), most(draws, draws, controls));
      boolean apart = own.residual() <= shared.residual(first.of(i), second.of(i));
      double[] best = apart ? all.of(i).weights(own.number())[own.number()] : common;
      System.arraycopy(best, 0, weights, i * controls, controls);
    }
    return weights;
  }

  /** How many controls are tried; scores of many parameters are as good as more draws. */
  private static int most(double worth, double draws, int controls) {
    double most = Math.max(Math.min(ALWAYS, draws / 2), worth / DRAWS_FOR_EACH);
    return (int) Math.min(controls, most);
  }

  /**
   * The number of controls that did best on the half where they were not fitted.
   *
   * @param number of them
   * @param fitted their weights, fitted on the first half and on the second
   * @param residual what they leave of the variance
   */
  private record Trial(int number, double[][] fitted, double residual) {

    static Trial of(Square first, Square second, int most) {
      double[][] one = first.weights(most);
      double[][] two = second.weights(most);
      double margin = 1 - 1 / Math.sqrt(first.count() + second.count());
      Trial best = null;
      for (int m = 0; m <= most; m++) {
        double residual = second.residual(one[m]) + first.residual(two[m]);
        if (best == null || residual < margin * best.residual) {
          best = new Trial(m, new double[][] {one[m], two[m]}, residual);
        }
      }
      return best;
    }

    /** What the same weights leave of other moments. */
    double residual(Square first, Square second) {
      return second.residual(fitted[0]) + first.residual(fitted[1]);
    }
  }
}
