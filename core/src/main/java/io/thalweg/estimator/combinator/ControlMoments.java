package io.thalweg.estimator.combinator;

import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Means of products of controls and of targets, of which older ones count less and less.
 *
 * <p>With few enough controls the products across parameters are kept, too: one block of all
 * controls and all targets. Otherwise there is a block for each parameter.
 */
final class ControlMoments {

  /** The most controls of all parameters together whose products are all kept. */
  static final int MOST_CROSSED = 640;

  private final int kinds;
  private final int parameters;
  private final int blocks;
  private final int controls;
  private final int targets;
  // [blocks x controls x controls], the lower half of each square.
  private final double[] squares;
  // [blocks x controls x targets]
  private final double[] products;
  // [blocks x controls], [parameters]
  private final double[] sums;
  private final double[] targetSums;
  private double count;

  /**
   * Makes moments of no draw.
   *
   * @param kinds the number of controls of a parameter
   */
  ControlMoments(int kinds, int parameters) {
    this.kinds = kinds;
    this.parameters = parameters;
    boolean crossed = (long) kinds * parameters <= MOST_CROSSED;
    blocks = crossed ? 1 : parameters;
    controls = crossed ? kinds * parameters : kinds;
    targets = crossed ? parameters : 1;
    squares = new double[Require.numbers(blocks, controls, controls)];
    products = new double[Require.numbers(blocks, controls, targets)];
    sums = new double[blocks * controls];
    targetSums = new double[parameters];
  }

  /** Whether products across parameters are known. */
  boolean isCrossed() {
    return blocks == 1;
  }

  /** The number of draws, of which older ones count less. */
  double count() {
    return count;
  }

  /** Lets all draws to now count less. */
  void decay(double factor) {
    for (double[] all : new double[][] {squares, products, sums, targetSums}) {
      for (int i = 0; i < all.length; i++) {
        all[i] *= factor;
      }
    }
    count *= factor;
  }

  /**
   * Adds a draw.
   *
   * @param target [parameters]
   * @param u [kinds x parameters]
   */
  void add(double[] target, double[] u) {
    for (int block = 0; block < blocks; block++) {
      for (int a = 0; a < controls; a++) {
        double factor = u[place(block, a)];
        if (factor == 0) {
          continue;
        }
        int row = block * controls + a;
        for (int b = 0; b <= a; b++) {
          squares[row * controls + b] += factor * u[place(block, b)];
        }
        for (int t = 0; t < targets; t++) {
          products[row * targets + t] += factor * target[block + t];
        }
        sums[row] += factor;
      }
    }
    for (int j = 0; j < parameters; j++) {
      targetSums[j] += target[j];
    }
    count++;
  }

  /** The place of a control of a block among all controls. */
  private int place(int block, int control) {
    return blocks == 1 ? control : control * parameters + block;
  }

  /** The covariance of control k of parameter i and control l of parameter j. */
  double covariance(int k, int i, int l, int j) {
    int block = blocks == 1 ? 0 : i;
    int one = blocks == 1 ? k * parameters + i : k;
    int other = blocks == 1 ? l * parameters + j : l;
    int row = block * controls + Math.max(one, other);
    double product = squares[row * controls + Math.min(one, other)];
    return product / count
        - sums[block * controls + one] / count * (sums[block * controls + other] / count);
  }

  /** The mean square of control k of parameter i, whose mean is known to be 0. */
  double square(int k, int i) {
    int row = blocks == 1 ? k * parameters + i : i * kinds + k;
    return squares[row * controls + (blocks == 1 ? row : k)] / count;
  }

  /** The covariance of control k of parameter i and the target of parameter j. */
  double withTarget(int k, int i, int j) {
    int row = blocks == 1 ? k * parameters + i : i * kinds + k;
    double product = products[row * targets + (blocks == 1 ? j : 0)];
    return product / count - sums[row] / count * (targetSums[j] / count);
  }

  void save(DataOutput out) throws IOException {
    for (double[] all : new double[][] {squares, products, sums, targetSums}) {
      Numbers.write(out, all);
    }
    out.writeDouble(count);
  }

  void load(DataInput in) throws IOException {
    for (double[] all : new double[][] {squares, products, sums, targetSums}) {
      Numbers.read(in, all);
    }
    count = in.readDouble();
  }
}
