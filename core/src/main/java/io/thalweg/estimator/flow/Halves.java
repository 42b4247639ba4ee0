package io.thalweg.estimator.flow;

/**
 * Two halves of past draws, on which regressions are fitted and {@linkplain Trial tried}.
 *
 * <p>Weights are fitted on each half and tried on the other, as long as each coefficient has ten
 * draws of a half. Each parameter takes its own weights or those that all parameters share,
 * whichever leave less.
 */
record Halves(Moments first, Moments second, Whole whole) {

  private static final int DRAWS_FOR_EACH = 10;
  // However few the draws, a constant baseline and the path are tried.
  private static final int ALWAYS = 2;

  /** Makes halves without draws. */
  static Halves none(int parameters, int controls, Whole whole) {
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
    int most = most(draws * Math.sqrt(first.parameters()), draws, controls);
    Trial shared = Trial.of(new Pair(first.pooled(), second.pooled()), most, whole);
    double[] common = shared.fit(all.pooled());
    int few = most(draws, draws, controls);
    for (int i = 0; i < first.parameters(); i++) {
      Pair halves = new Pair(first.of(i), second.of(i));
      Trial own = Trial.of(halves, few, whole);
      boolean apart = own.residual() <= halves.residual(shared.one(), shared.two());
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
}
