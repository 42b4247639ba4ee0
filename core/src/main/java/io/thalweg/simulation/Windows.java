package io.thalweg.simulation;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The choice of the window within which a draw is credited.
 *
 * <pre>
 *   error(w) = max(0, |d_w|^2 - var d_w) + var g_w,   d_w = g_w - g_all
 * </pre>
 *
 * <p>g_w is the gradient with credit within w draws and g_all with credit to the end. The numbers
 * are means over steps, the last ten of which count most.
 */
final class Windows {

  private static final int FACTOR = 4;
  private static final double KEEP = 0.9;

  private double @Nullable [][] differences;
  private double[] noise = new double[0];
  private double[] variances = new double[0];
  private double kept;

  /** The windows to choose from: powers of 4 draws up to those of a run, and no end. */
  static int[] ladder(List<Run> runs) {
    int most = 1;
    for (Run run : runs) {
      for (int i = 0; i < run.parameters().inputs().size(); i++) {
        Draws draws = run.draws(i);
        most = Math.max(most, draws == null ? 0 : draws.count());
      }
    }
    int rungs = 1;
    for (int window = FACTOR; window < most; window *= FACTOR) {
      rungs++;
    }
    int[] ladder = new int[rungs];
    for (int i = 0, window = FACTOR; i < rungs - 1; i++, window *= FACTOR) {
      ladder[i] = window;
    }
    ladder[rungs - 1] = Integer.MAX_VALUE;
    return ladder;
  }

  /** Returns the rung that seems to make the least error. */
  int choose(List<double[][]> parts, double[] w, int[] ladder) {
    int rungs = ladder.length;
    if (rungs == 1) {
      return 0;
    }
    double[][] sums = differences;
    if (sums == null || sums.length != rungs) {
      sums = new double[rungs][parts.get(0)[0].length];
      differences = sums;
      noise = new double[rungs];
      variances = new double[rungs];
      kept = 0;
    }
    kept = KEEP * kept + 1;
    double[][] all = parts.get(rungs - 1);
    int best = rungs - 1;
    double least = Double.POSITIVE_INFINITY;
    for (int rung = 0; rung < rungs; rung++) {
      double[][] own = parts.get(rung);
      double[][] less = minus(own, all);
      double[] mean = mean(less, w);
      double bias = 0;
      for (int i = 0; i < mean.length; i++) {
        sums[rung][i] = KEEP * sums[rung][i] + mean[i];
        bias += Math.pow(sums[rung][i] / kept, 2);
      }
      noise[rung] = KEEP * KEEP * noise[rung] + sum(variance(less, w, mean));
      variances[rung] = KEEP * variances[rung] + sum(variance(own, w, mean(own, w)));
      double error = Math.max(0, bias - noise[rung] / (kept * kept)) + variances[rung] / kept;
      if (error < least) {
        least = error;
        best = rung;
      }
    }
    return best;
  }

  void save(DataOutput out) throws IOException {
    double[][] sums = differences;
    out.writeInt(sums == null ? 0 : sums.length);
    if (sums != null) {
      for (double[] rung : sums) {
        Numbers.write(out, rung);
      }
      Numbers.write(out, noise);
      Numbers.write(out, variances);
    }
    out.writeDouble(kept);
  }

  void load(DataInput in, int parameters) throws IOException {
    int rungs = in.readInt();
    if (rungs > 0) {
      double[][] sums = new double[rungs][parameters];
      for (double[] rung : sums) {
        Numbers.read(in, rung);
      }
      differences = sums;
      noise = new double[rungs];
      variances = new double[rungs];
      Numbers.read(in, noise);
      Numbers.read(in, variances);
    }
    kept = in.readDouble();
  }

  private static double[][] minus(double[][] a, double[][] b) {
    double[][] less = new double[a.length][a[0].length];
    for (int r = 0; r < a.length; r++) {
      for (int i = 0; i < a[r].length; i++) {
        less[r][i] = a[r][i] - b[r][i];
      }
    }
    return less;
  }

  /** The weighted mean of vectors. */
  static double[] mean(double[][] parts, double[] w) {
    double[] mean = new double[parts[0].length];
    double total = 0;
    for (int r = 0; r < w.length; r++) {
      total += w[r];
      for (int i = 0; i < mean.length; i++) {
        mean[i] += w[r] * parts[r][i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= total;
    }
    return mean;
  }

  /** The variance of each number of a weighted mean. */
  static double[] variance(double[][] parts, double[] w, double[] mean) {
    double[] variance = new double[mean.length];
    double total = 0;
    double squares = 0;
    for (int r = 0; r < w.length; r++) {
      total += w[r];
      squares += w[r] * w[r];
      for (int i = 0; i < mean.length; i++) {
        variance[i] += Math.pow(w[r] * (parts[r][i] - mean[i]), 2);
      }
    }
    double free = Math.max(1e-12, 1 - squares / (total * total));
    for (int i = 0; i < mean.length; i++) {
      variance[i] /= total * total * free;
    }
    return variance;
  }

  private static double sum(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }
}
