package io.thalweg.support;

/** Differences between each value of f and the mean of the others. */
public final class LeaveOneOut {

  private LeaveOneOut() {}

  /**
   * Computes (f_k - mean of f over the other draws) / K for every draw k of every context. The
   * array belongs to the caller's {@link Workspace} if it has one.
   *
   * @param values [draws x contexts]
   */
  public static double[] advantages(double[] values, int contexts) {
    int draws = values.length / contexts;
    double[] means = Workspace.zeros(contexts);
    double[] advantages = Workspace.doubles(values.length);
    for (int row = 0; row < values.length; row += contexts) {
      for (int c = 0; c < contexts; c++) {
        means[c] += values[row + c] / draws;
      }
    }
    for (int row = 0; row < values.length; row += contexts) {
      for (int c = 0; c < contexts; c++) {
        advantages[row + c] = (values[row + c] - means[c]) / (draws - 1);
      }
    }
    return advantages;
  }
}
