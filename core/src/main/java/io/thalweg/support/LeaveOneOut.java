package io.thalweg.support;

/** Values of f above the mean of the others. */
public final class LeaveOneOut {

  private LeaveOneOut() {}

  /**
   * (f_k - mean of f over the other draws) / K for every draw k of every context.
   *
   * @param values [draws x contexts]
   */
  public static double[] advantages(double[] values, int contexts) {
    int draws = values.length / contexts;
    double[] means = new double[contexts];
    for (int row = 0; row < values.length; row++) {
      means[row % contexts] += values[row] / draws;
    }
    double[] advantages = values.clone();
    for (int row = 0; row < values.length; row++) {
      advantages[row] = (values[row] - means[row % contexts]) / (draws - 1);
    }
    return advantages;
  }
}
