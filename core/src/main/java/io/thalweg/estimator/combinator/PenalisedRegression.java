package io.thalweg.estimator.combinator;

import java.util.Arrays;

/**
 * A regression of targets on controls, with a penalty on the weights, by Cholesky's method.
 *
 * <pre>
 *   (S V S + penalty I) w = S c,   weights = S w,   S = diagonal of 1 / sqrt(mean square)
 * </pre>
 *
 * <p>V are the covariances of the controls, and c those with the targets. A control that was
 * constant so far, such as the score of a category that was not drawn, has hardly a variance, and
 * so the penalty alone decides; its mean square is what tells its size. One that was 0 has weight
 * 0.
 */
final class PenalisedRegression {

  // A control of less than this share of the largest mean square is rounding.
  private static final double ROUNDING = 1e-24;

  private PenalisedRegression() {}

  /**
   * Solves for the weights of controls.
   *
   * @param square the covariances, of which the lower half is read
   * @param right the covariances with the targets, [controls x targets]
   * @param sizes the mean squares
   * @param penalty above 0
   * @return the weights, [controls x targets]
   */
  static double[][] solve(double[][] square, double[][] right, double[] sizes, double penalty) {
    double[] scale = scale(sizes);
    double[][] lower = new double[sizes.length][];
    double[][] solution = new double[sizes.length][];
    for (int i = 0; i < sizes.length; i++) {
      lower[i] = row(square, scale, lower, i, penalty);
      solution[i] = forward(right[i], scale[i], lower[i], solution);
    }
    for (int i = sizes.length - 1; i >= 0; i--) {
      backward(lower, solution, i);
    }
    for (int i = 0; i < sizes.length; i++) {
      for (int t = 0; t < solution[i].length; t++) {
        solution[i][t] *= scale[i];
      }
    }
    return solution;
  }

  private static double[] scale(double[] sizes) {
    double largest = Arrays.stream(sizes).max().orElse(0);
    double[] scale = new double[sizes.length];
    Arrays.setAll(scale, i -> sizes[i] > ROUNDING * largest ? 1 / Math.sqrt(sizes[i]) : 0);
    return scale;
  }

  /** Computes the next row of Cholesky's factor from those above. */
  private static double[] row(
      double[][] square, double[] scale, double[][] lower, int i, double penalty) {
    double[] row = new double[i + 1];
    for (int j = 0; j < i; j++) {
      row[j] = square[i][j] * scale[i] * scale[j];
      double[] other = lower[j];
      for (int k = 0; k < j; k++) {
        row[j] -= row[k] * other[k];
      }
      row[j] /= other[j];
    }
    row[i] = square[i][i] * scale[i] * scale[i] + penalty;
    for (int k = 0; k < i; k++) {
      row[i] -= row[k] * row[k];
    }
    // Controls that depend on each other leave nothing but the penalty and rounding.
    row[i] = Math.sqrt(Math.max(row[i], penalty));
    return row;
  }

  private static double[] forward(double[] right, double scale, double[] row, double[][] solution) {
    int i = row.length - 1;
    double[] next = right.clone();
    for (int t = 0; t < next.length; t++) {
      next[t] *= scale;
      for (int k = 0; k < i; k++) {
        next[t] -= row[k] * solution[k][t];
      }
      next[t] /= row[i];
    }
    return next;
  }

  private static void backward(double[][] lower, double[][] solution, int i) {
    for (int t = 0; t < solution[i].length; t++) {
      for (int k = i + 1; k < lower.length; k++) {
        solution[i][t] -= lower[k][i] * solution[k][t];
      }
      solution[i][t] /= lower[i][i];
    }
  }
}
