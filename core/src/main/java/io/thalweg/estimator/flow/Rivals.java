package io.thalweg.estimator.flow;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The variances of two kinds of estimates over the past, of which the older ones fade.
 *
 * <pre>
 *   count = 1 + kept count,   sum = g + kept sum,   squares = g^2 + kept squares
 *   variance = squares / count - (sum / count)^2, summed over all parameters
 * </pre>
 *
 * <p>Draws of one set depend on each other, so that the variance of their mean shows only over
 * several sets.
 */
final class Rivals {

  private static final double KEPT = 1 - 1.0 / 32;
  private static final double LEAST = 8;
  private static final double MARGIN = 0.9;

  private double count;
  // Sums and squares of the first kind, then those of the second; empty before the first estimate.
  private double[][] sums = new double[4][0];

  /** Adds an estimate of each kind, [contexts x parameters]. */
  void add(double[] first, double[] second) {
    if (sums[0].length != first.length) {
      count = 0;
      sums = new double[4][first.length];
    }
    count = 1 + KEPT * count;
    for (int i = 0; i < first.length; i++) {
      sums[0][i] = first[i] + KEPT * sums[0][i];
      sums[1][i] = first[i] * first[i] + KEPT * sums[1][i];
      sums[2][i] = second[i] + KEPT * sums[2][i];
      sums[3][i] = second[i] * second[i] + KEPT * sums[3][i];
    }
  }

  /** Whether the second kind has varied clearly less than the first. */
  boolean isSecondBetter() {
    return count >= LEAST && variance(2) < MARGIN * variance(0);
  }

  private double variance(int kind) {
    double variance = 0;
    for (int i = 0; i < sums[kind].length; i++) {
      variance += sums[kind + 1][i] / count - Math.pow(sums[kind][i] / count, 2);
    }
    return variance;
  }

  void save(DataOutput out) throws IOException {
    out.writeDouble(count);
    out.writeInt(sums[0].length);
    for (double[] row : sums) {
      Numbers.write(out, row);
    }
  }

  void load(DataInput in) throws IOException {
    count = in.readDouble();
    sums = new double[4][in.readInt()];
    for (double[] row : sums) {
      Numbers.read(in, row);
    }
  }
}
