package io.thalweg.rl.training;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The returns of the last 100 training episodes, and the running variance of the gradient.
 *
 * <pre>
 *   m = 0.99 m + 0.01 g,   s = 0.99 s + 0.01 g^2
 *   log-variance = mean over the parameters of log(s - m^2 + 1e-20)
 * </pre>
 *
 * <p>Source of the log-variance: the released code of Grathwohl et al. (2018), arXiv:1711.00123.
 */
final class Progress {

  static final int WINDOW = 100;
  private static final double SHARE = 0.01;
  private static final double LEAST = 1e-20;

  private final double mark;
  private final double[] latest = new double[WINDOW];
  private long episodes;
  // The episodes and steps at which the mark was first reached, or 0.
  private long solvedEpisodes;
  private long solvedSteps;
  private double[] mean = {};
  private double[] square = {};

  Progress(double mark) {
    this.mark = mark;
  }

  void episode(double total, long steps) {
    latest[(int) (episodes++ % WINDOW)] = total;
    if (solvedEpisodes == 0 && episodes >= WINDOW && returned() >= mark) {
      solvedEpisodes = episodes;
      solvedSteps = steps;
    }
  }

  void gradient(double[] g) {
    if (mean.length == 0) {
      mean = new double[g.length];
      square = new double[g.length];
    }
    for (int i = 0; i < g.length; i++) {
      mean[i] += SHARE * (g[i] - mean[i]);
      square[i] += SHARE * (g[i] * g[i] - square[i]);
    }
  }

  /** The mean return of the last episodes, at most 100; NaN before the first. */
  double returned() {
    int count = (int) Math.min(episodes, WINDOW);
    return count == 0 ? Double.NaN : Arrays.stream(latest, 0, count).sum() / count;
  }

  /** The mean logarithm of the running variance; NaN before the first gradient. */
  double logVariance() {
    double sum = mean.length == 0 ? Double.NaN : 0;
    for (int i = 0; i < mean.length; i++) {
      sum += Math.log(Math.max(0, square[i] - mean[i] * mean[i]) + LEAST) / mean.length;
    }
    return sum;
  }

  long solvedEpisodes() {
    return solvedEpisodes;
  }

  long solvedSteps() {
    return solvedSteps;
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(episodes);
    out.writeLong(solvedEpisodes);
    out.writeLong(solvedSteps);
    Numbers.write(out, latest);
    out.writeInt(mean.length);
    Numbers.write(out, mean);
    Numbers.write(out, square);
  }

  void load(DataInput in) throws IOException {
    episodes = in.readLong();
    solvedEpisodes = in.readLong();
    solvedSteps = in.readLong();
    Numbers.read(in, latest);
    int parameters = in.readInt();
    mean = new double[parameters];
    square = new double[parameters];
    Numbers.read(in, mean);
    Numbers.read(in, square);
  }
}
