package io.thalweg.estimator.flow;

import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sums over draws of the products of a constant, the controls and the target, for every parameter;
 * a regression needs nothing else.
 */
final class Moments {

  private final int parameters;
  private final int width;
  // [parameters x width x width], the lower half of each square.
  private final double[] sums;
  // The roots of the sums of the target's fourth powers, [parameters]: of the size of its squares,
  // so
  // that they overflow and underflow where those do.
  private final double[] roots;
  private double count;

  /** Makes moments of no draw. */
  Moments(int parameters, int controls) {
    this.parameters = parameters;
    this.width = controls + 2;
    this.sums = new double[Require.numbers(parameters, width, width)];
    this.roots = new double[parameters];
  }

  int parameters() {
    return parameters;
  }

  int controls() {
    return width - 2;
  }

  /** The number of draws that were added. */
  double count() {
    return count;
  }

  /** Adds the draws from one row up to another. */
  void add(Draws draws, int from, int to) {
    double[] row = new double[width];
    row[0] = 1;
    for (int at = from * parameters; at < to * parameters; at++) {
      for (int k = 1; k < width - 1; k++) {
        row[k] = draws.controls().get(k - 1)[at];
      }
      row[width - 1] = draws.target()[at];
      double square = draws.target()[at] * draws.target()[at];
      roots[at % parameters] = hypot(roots[at % parameters], square);
      int start = at % parameters * width * width;
      for (int j = 0; j < width; j++) {
        for (int k = 0; k <= j; k++) {
          sums[start + j * width + k] += row[j] * row[k];
        }
      }
    }
    count += to - from;
  }

  /** Whether no sum is too large for a double. */
  boolean isFinite() {
    return Arrays.stream(sums).allMatch(Double::isFinite)
        && Arrays.stream(roots).allMatch(Double::isFinite);
  }

  /** Computes this + factor other, where the factor is not below 0. */
  Moments plus(double factor, Moments other) {
    Moments sum = new Moments(parameters, controls());
    for (int i = 0; i < sums.length; i++) {
      sum.sums[i] = sums[i] + factor * other.sums[i];
    }
    double root = Math.sqrt(factor);
    for (int i = 0; i < roots.length; i++) {
      sum.roots[i] = hypot(roots[i], root * other.roots[i]);
    }
    sum.count = count + factor * other.count;
    return sum;
  }

  /** The moments of one parameter. */
  Square of(int parameter) {
    int length = width * width;
    return new Square(
        width,
        Arrays.copyOfRange(sums, parameter * length, (parameter + 1) * length),
        roots[parameter],
        count,
        1);
  }

  /** The moments of all parameters together. */
  Square pooled() {
    double[] square = new double[width * width];
    for (int start = 0; start < sums.length; start += square.length) {
      for (int i = 0; i < square.length; i++) {
        square[i] += sums[start + i];
      }
    }
    // What the parameters of one draw say is not independent: they count like its square root.
    double root = 0;
    for (double own : roots) {
      root = hypot(root, own);
    }
    double together = Math.pow(parameters, 0.25) * root;
    return new Square(width, square, together, count, parameters);
  }

  /** The root of the sum of squares of numbers that are not below 0, of which many are 0. */
  private static double hypot(double a, double b) {
    return a == 0 ? b : b == 0 ? a : Math.hypot(a, b);
  }

  void save(DataOutput out) throws IOException {
    out.writeDouble(count);
    Numbers.write(out, sums);
    Numbers.write(out, roots);
  }

  void load(DataInput in) throws IOException {
    count = in.readDouble();
    Numbers.read(in, sums);
    Numbers.read(in, roots);
  }
}
