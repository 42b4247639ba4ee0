package io.thalweg.internal;

/** Sums of weights that are given by their logarithms. */
public final class ImportanceWeights {

  private ImportanceWeights() {}

  /** log 1/K sum_k exp(log w_k). */
  public static double logMean(double[] logWeights) {
    double max = max(logWeights, 0, 1);
    double sum = 0;
    for (double log : logWeights) {
      sum += Math.exp(log - max);
    }
    return max + Math.log(sum / logWeights.length);
  }

  /**
   * w_k / sum_j w_j for every context.
   *
   * @param logWeights [draws x contexts]
   */
  public static double[] normalised(double[] logWeights, int contexts) {
    double[] weights = new double[logWeights.length];
    for (int c = 0; c < contexts; c++) {
      double max = max(logWeights, c, contexts);
      double sum = 0;
      for (int row = c; row < weights.length; row += contexts) {
        weights[row] = Math.exp(logWeights[row] - max);
        sum += weights[row];
      }
      for (int row = c; row < weights.length; row += contexts) {
        weights[row] /= sum;
      }
    }
    return weights;
  }

  private static double max(double[] numbers, int from, int step) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < numbers.length; i += step) {
      max = Math.max(max, numbers[i]);
    }
    return max;
  }
}
