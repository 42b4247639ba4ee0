package io.thalweg;

/**
 * The importance weights of draws: log w = f(x) - log q(x), where f is the logarithm of a density.
 *
 * <p>Rows of a context c are c, c + contexts, c + 2 contexts and so on.
 */
public final class ImportanceWeights {

  private ImportanceWeights() {}

  /** Computes log w of every row. */
  public static double[] logs(Distribution law, Events x, double[] f) {
    double[] logs = law.logDensity(x);
    for (int row = 0; row < logs.length; row++) {
      logs[row] = f[row] - logs[row];
    }
    return logs;
  }

  /** Computes the share of every row in the sum of the weights of its context. */
  public static double[] normalised(double[] logs, int contexts) {
    double[] bounds = bounds(logs, contexts);
    double[] shares = new double[logs.length];
    for (int row = 0; row < logs.length; row++) {
      shares[row] = Math.exp(logs[row] - bounds[row % contexts]) * contexts / logs.length;
    }
    return shares;
  }

  /** Computes the logarithm of the mean weight of every context. */
  public static double[] bounds(double[] logs, int contexts) {
    double[] bounds = new double[contexts];
    for (int c = 0; c < contexts; c++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int row = c; row < logs.length; row += contexts) {
        max = Math.max(max, logs[row]);
      }
      double sum = 0;
      for (int row = c; row < logs.length; row += contexts) {
        sum += Math.exp(logs[row] - max);
      }
      bounds[c] = max + Math.log(sum * contexts / logs.length);
    }
    return bounds;
  }
}
