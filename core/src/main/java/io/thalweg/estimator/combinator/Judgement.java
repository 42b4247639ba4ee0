package io.thalweg.estimator.combinator;

import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The variance of the latest estimates that were made by one rule.
 *
 * <pre>
 *   min(variance of many, of which older ones count less,  8 x variance of the last 32 to 64)
 * </pre>
 *
 * <p>The few tell soon that an estimator has learned f exactly; the many are those that tell what
 * is rare and large.
 */
final class Judgement {

  private static final int BLOCK = 32;
  private static final double FEW_ARE_LESS_SURE = 8;
  // A variance below this share of the square of the estimates is rounding.
  private static final double ROUNDING = 1e-24;

  // Of the many, of the last whole block, and of the present one: count, sum of squares, and sums.
  private final double[][] parts;
  private final double[] pivot;
  private double largest;

  /** Makes a judgement of no estimate. */
  Judgement(int parameters) {
    parts = new double[3][parameters + 2];
    pivot = new double[parameters];
  }

  /** The number of estimates, of which older ones count less. */
  double count() {
    return parts[0][0];
  }

  /** Whether all estimates were 0: no sign of a gradient, and so none of a variance. */
  boolean isSilent() {
    return largest == 0;
  }

  /** Lets all estimates to now count less. */
  void decay(double factor) {
    for (int i = 0; i < parts[0].length; i++) {
      parts[0][i] *= factor;
    }
  }

  /** Adds an estimate of one context. */
  void add(double[] e) {
    if (largest == 0) {
      System.arraycopy(e, 0, pivot, 0, e.length);
    }
    if (parts[2][0] == BLOCK) {
      System.arraycopy(parts[2], 0, parts[1], 0, parts[2].length);
      parts[2] = new double[e.length + 2];
    }
    for (double[] part : new double[][] {parts[0], parts[2]}) {
      part[0]++;
    }
    for (int i = 0; i < e.length; i++) {
      largest = Math.max(largest, e[i] * e[i]);
      double d = e[i] - pivot[i];
      for (double[] part : new double[][] {parts[0], parts[2]}) {
        part[1] += d * d;
        part[2 + i] += d;
      }
    }
  }

  /** The variance of an estimate, over all parameters. */
  double variance() {
    double many = variance(parts[0]);
    if (parts[1][0] == 0) {
      return many;
    }
    double[] few = parts[1].clone();
    for (int i = 0; i < few.length; i++) {
      few[i] += parts[2][i];
    }
    return Math.min(many, FEW_ARE_LESS_SURE * variance(few));
  }

  private double variance(double[] part) {
    double variance = part[1] / part[0];
    for (int i = 2; i < part.length; i++) {
      variance -= part[i] / part[0] * (part[i] / part[0]);
    }
    return variance <= ROUNDING * largest ? 0 : variance;
  }

  void save(DataOutput out) throws IOException {
    for (double[] part : parts) {
      Numbers.write(out, part);
    }
    Numbers.write(out, pivot);
    out.writeDouble(largest);
  }

  void load(DataInput in) throws IOException {
    for (double[] part : parts) {
      Numbers.read(in, part);
    }
    Numbers.read(in, pivot);
    largest = in.readDouble();
  }
}
