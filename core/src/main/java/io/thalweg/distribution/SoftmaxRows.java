package io.thalweg.distribution;

import java.util.Arrays;

/** Rows of categorical probabilities, with their derivatives in the logits, to all digits. */
final class SoftmaxRows {

  private final int size;
  private final double[] logs;
  private final double[] probabilities;
  // 1 - probabilities, where that is small too.
  private final double[] complements;
  // The likeliest category of each row.
  private final int[] likeliest;

  /**
   * Computes the softmax of each row.
   *
   * @param logits [rows x size]
   */
  SoftmaxRows(double[] logits, int size) {
    this.size = size;
    this.logs = new double[logits.length];
    this.complements = new double[logits.length];
    this.likeliest = new int[logits.length / size];
    for (int row = 0; row < logits.length; row += size) {
      normalise(logits, row);
    }
    this.probabilities = Arrays.stream(logs).map(Math::exp).toArray();
  }

  /** The largest logit is taken off first. */
  private void normalise(double[] logits, int row) {
    int top = row;
    for (int k = row; k < row + size; k++) {
      top = logits[k] > logits[top] ? k : top;
    }
    double others = 0;
    for (int k = row; k < row + size; k++) {
      others += k == top ? 0 : Math.exp(logits[k] - logits[top]);
    }
    double log = StrictMath.log1p(others);
    for (int k = row; k < row + size; k++) {
      logs[k] = logits[k] - logits[top] - log;
      complements[k] = k == top ? others / (1 + others) : 1 - Math.exp(logs[k]);
    }
    likeliest[row / size] = top - row;
  }

  /** The logarithm of the probability at a place of the rows. */
  double log(int place) {
    return logs[place];
  }

  /** The probability at a place of the rows. */
  double probability(int place) {
    return probabilities[place];
  }

  /** One less the probability at a place of the rows. */
  double complement(int place) {
    return complements[place];
  }

  /**
   * Adds the gradient of a weighted mean of numbers over a row.
   *
   * @param row the place of its first probability, and of its logit in the gradient
   * @return the mean, without the weight
   */
  double pullback(int row, double weight, double[] numbers, double[] gradient) {
    double top = numbers[likeliest[row / size]];
    double excess = excess(row, numbers, 0, top);
    for (int k = 0; k < size; k++) {
      gradient[row + k] += weight * probabilities[row + k] * (numbers[k] - top - excess);
    }
    return top + excess;
  }

  /**
   * Adds the change of the probabilities of a row along a tangent of the logits, times a weight.
   *
   * @param row the place of its first probability, and of its logit in the tangents
   * @param to the place of its first probability in {@code out}
   */
  void pushforward(int row, double weight, double[] tangents, double[] out, int to) {
    double top = tangents[row + likeliest[row / size]];
    double excess = excess(row, tangents, row, top);
    for (int k = 0; k < size; k++) {
      out[to + k] += weight * probabilities[row + k] * (tangents[row + k] - top - excess);
    }
  }

  /**
   * The mean of numbers over a row, less that of its likeliest category, so that nothing cancels.
   */
  private double excess(int row, double[] numbers, int from, double top) {
    double excess = 0;
    for (int k = 0; k < size; k++) {
      excess += probabilities[row + k] * (numbers[from + k] - top);
    }
    return excess;
  }
}
