package io.thalweg.estimator.flow;

import java.util.function.IntPredicate;

/**
 * The sums of products of a constant, the controls and the target, with regressions on them.
 *
 * @param width the side of the square: the number of controls + 2
 * @param sums [width x width]; only the lower half is read
 * @param root the root of the sum of the target's fourth powers
 * @param draws the number of draws in the sums
 * @param parameters the number of parameters of a draw, all of which are in the sums
 */
record Square(int width, double[] sums, double root, double draws, int parameters) {

  // Of a control's square, below which it is nothing but a sum of those before it.
  private static final double COLLINEAR = 1e-10;

  /** The sum of the squares of the target. */
  double targets() {
    return sums[width * width - 1];
  }

  /**
   * Finds the weights of the first 0, 1, 2, .. controls that minimise the variance of the target:
   * [number][controls].
   *
   * @param wanted tells the numbers of controls that are needed; the weights of all others stay 0
   */
  double[][] weights(int most, IntPredicate wanted) {
    double[] factor = factor(most);
    double[][] weights = new double[most + 1][width - 2];
    for (int m = 1; m <= most; m++) {
      if (!wanted.test(m)) {
        continue;
      }
      for (int k = m; k >= 1; k--) {
        double pivot = factor[k * width + k];
        double rest = factor[(width - 1) * width + k];
        for (int j = k + 1; j <= m; j++) {
          rest -= factor[j * width + k] * weights[m][j - 1];
        }
        weights[m][k - 1] = pivot > 0 ? rest / pivot : 0;
      }
    }
    return weights;
  }

  /** The Cholesky factor of the constant, the first controls and the target. */
  private double[] factor(int most) {
    double[] factor = new double[width * width];
    for (int j = 0; j <= most; j++) {
      double left = sums[j * width + j];
      for (int k = 0; k < j; k++) {
        left -= entry(factor, j, k) * factor[j * width + k];
      }
      factor[j * width + j] = left > COLLINEAR * sums[j * width + j] ? Math.sqrt(left) : 0;
    }
    for (int k = 0; k <= most; k++) {
      entry(factor, width - 1, k);
    }
    return factor;
  }

  /** Computes an entry of the factor from those to its left and above, and puts it there. */
  private double entry(double[] factor, int row, int column) {
    double entry = sums[row * width + column];
    for (int l = 0; l < column; l++) {
      entry -= factor[row * width + l] * factor[column * width + l];
    }
    double pivot = factor[column * width + column];
    factor[row * width + column] = pivot > 0 ? entry / pivot : 0;
    return factor[row * width + column];
  }

  /**
   * The square of what weighted controls may add at one more draw where they do not cancel: the sum
   * of the mean squares of each. If the weights are closer to those of the path in full than to
   * zero, it is that of the difference from these. The first control, a baseline, is taken off the
   * others, so that a constant that is added to f changes nothing.
   *
   * <p>Like all sums here, it is one over the parameters. They belong to the same draw, and so one
   * more draw adds to all of them: the sum is divided by the draws, and not by draws x parameters.
   *
   * @param whole has weight -1 in the path
   */
  double reach(double[] weights, Whole whole) {
    double still = 0;
    double moving = 0;
    double score = sums[width + 1];
    for (int k = 2; k < width - 1; k++) {
      double with = sums[k * width + 1];
      double own = sums[k * width + k] - (score > 0 ? with * with / score : 0);
      double weight = weights[k - 1];
      double apart = weight + (k - 1 == whole.index() ? 1 : 0);
      still += weight * weight * own;
      moving += apart * apart * own;
    }
    return Math.max(0, Math.min(still, moving) / draws);
  }

  /** The variance of the target minus the weighted controls, times draws x parameters. */
  double residual(double[] weights) {
    double square = 0;
    double sum = 0;
    for (int j = 1; j < width; j++) {
      double a = j < width - 1 ? -weights[j - 1] : 1;
      sum += a * sums[j * width];
      square += a * a * sums[j * width + j];
      for (int k = 1; a != 0 && k < j; k++) {
        square -= 2 * a * weights[k - 1] * sums[j * width + k];
      }
    }
    // Rounding can leave less than nothing of a target that is a sum of the controls.
    return Math.max(0, square - sum * sum / (draws * parameters));
  }
}
