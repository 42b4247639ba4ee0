package io.thalweg.rl.training;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The running variance of the gradient of updates.
 *
 * <pre>
 *   m = 0.99 m + 0.01 g,   s = 0.99 s + 0.01 g^2
 *   log-variance = mean over the parameters of log(s - m^2 + 1e-20)
 * </pre>
 *
 * <p>Source of the log-variance: the released code of Grathwohl et al. (2018), arXiv:1711.00123.
 */
final class GradientVariance {

  private static final double SHARE = 0.01;
  private static final double LEAST = 1e-20;

  private double[] mean = {};
  private double[] square = {};

  /** Adds the gradient of an update, which always has the same length. */
  void add(double[] g) {
    if (mean.length == 0) {
      mean = new double[g.length];
      square = new double[g.length];
    }
    for (int i = 0; i < g.length; i++) {
      mean[i] += SHARE * (g[i] - mean[i]);
      square[i] += SHARE * (g[i] * g[i] - square[i]);
    }
  }

  /** The mean logarithm of the running variance; NaN before the first gradient. */
  double logVariance() {
    double sum = mean.length == 0 ? Double.NaN : 0;
    for (int i = 0; i < mean.length; i++) {
      sum += Math.log(Math.max(0, square[i] - mean[i] * mean[i]) + LEAST) / mean.length;
    }
    return sum;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(mean.length);
    Numbers.write(out, mean);
    Numbers.write(out, square);
  }

  void load(DataInput in) throws IOException {
    int parameters = in.readInt();
    mean = new double[parameters];
    square = new double[parameters];
    Numbers.read(in, mean);
    Numbers.read(in, square);
  }
}
