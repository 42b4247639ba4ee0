package io.thalweg.estimator.combinator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the weights of controls may differ in, and how much they are shrunk towards zero. */
enum CombinationRule {
  /** No control is subtracted. */
  ALONE(0),
  /** One weight for each control, shared by all parameters. */
  SHARED(0),
  /** Weights for each parameter. */
  OWN(0),
  /** Weights for each parameter of the controls of all parameters, hardly shrunk. */
  CROSSED(0.05),
  /** Weights across parameters, shrunk as if controls explained half of the variance. */
  CROSSED_SHRUNK(1),
  /** Weights across parameters, shrunk as if controls explained a twentieth of the variance. */
  CROSSED_SMALL(20);

  // A control of less than this share of the largest variance is rounding.
  private static final double ROUNDING = 1e-24;
  // The penalty in draws of weights that are not crossed.
  private static final double PENALTY = 1;

  // The penalty in draws, for each control; it is the noise over the signal of a weight.
  private final double penalty;

  CombinationRule(double penalty) {
    this.penalty = penalty;
  }

  private boolean isCrossed() {
    return penalty > 0;
  }

  /** Fits weights; null if the moments do not tell those across parameters. */
  @Nullable CombinationWeights fit(ControlMoments moments, int kinds, int parameters) {
    if (this == ALONE || kinds == 0) {
      return new CombinationWeights(kinds, parameters, new double[0]);
    }
    if (isCrossed()) {
      return moments.isCrossed() ? crossed(moments, kinds, parameters) : null;
    }
    double[] weights = new double[this == SHARED ? kinds : kinds * parameters];
    for (int j = 0; j < (this == SHARED ? 1 : parameters); j++) {
      int last = this == SHARED ? parameters - 1 : j;
      double[][] square = new double[kinds][kinds];
      double[][] right = new double[kinds][1];
      for (int i = j; i <= last; i++) {
        for (int k = 0; k < kinds; k++) {
          for (int l = 0; l < kinds; l++) {
            square[k][l] += moments.covariance(k, i, l, i);
          }
          right[k][0] += moments.withTarget(k, i, i);
        }
      }
      double[][] solution = solve(square, right, PENALTY / moments.count());
      for (int k = 0; k < kinds; k++) {
        weights[this == SHARED ? k : k * parameters + j] = solution[k][0];
      }
    }
    return new CombinationWeights(kinds, parameters, weights);
  }

  private CombinationWeights crossed(ControlMoments moments, int kinds, int parameters) {
    int all = kinds * parameters;
    List<Integer> active = new ArrayList<>();
    for (int a = 0; a < all; a++) {
      if (moments.covariance(a / parameters, a % parameters, a / parameters, a % parameters) > 0) {
        active.add(a);
      }
    }
    double[][] square = new double[active.size()][active.size()];
    double[][] right = new double[active.size()][parameters];
    for (int n = 0; n < square.length; n++) {
      int a = active.get(n);
      for (int m = 0; m < square.length; m++) {
        int b = active.get(m);
        square[n][m] =
            moments.covariance(a / parameters, a % parameters, b / parameters, b % parameters);
      }
      for (int j = 0; j < parameters; j++) {
        right[n][j] = moments.withTarget(a / parameters, a % parameters, j);
      }
    }
    double[][] solution = solve(square, right, penalty * square.length / moments.count());
    double[] weights = new double[all * parameters];
    for (int n = 0; n < square.length; n++) {
      System.arraycopy(solution[n], 0, weights, active.get(n) * parameters, parameters);
    }
    return new CombinationWeights(kinds, parameters, weights);
  }

  /**
   * Solves for the weights of controls, after each was divided by its deviation and the penalty
   * added to its variance of 1, by Cholesky's method. A control without variance has weight 0.
   */
  private static double[][] solve(double[][] square, double[][] right, double penalty) {
    int size = square.length;
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, square[i][i]);
    }
    double[] scale = new double[size];
    for (int i = 0; i < size; i++) {
      scale[i] = square[i][i] > ROUNDING * largest ? 1 / Math.sqrt(square[i][i]) : 0;
    }
    double[][] lower = new double[size][];
    double[][] solution = new double[size][];
    for (int i = 0; i < size; i++) {
      double[] row = new double[i + 1];
      for (int j = 0; j < i; j++) {
        row[j] = square[i][j] * scale[i] * scale[j];
        double[] other = lower[j];
        for (int k = 0; k < j; k++) {
          row[j] -= row[k] * other[k];
        }
        row[j] /= other[j];
      }
      row[i] = 1 + penalty;
      for (int k = 0; k < i; k++) {
        row[i] -= row[k] * row[k];
      }
      // Controls that depend on each other leave nothing but the penalty and rounding.
      row[i] = Math.sqrt(Math.max(row[i], penalty));
      lower[i] = row;
      solution[i] = right[i].clone();
      for (int t = 0; t < solution[i].length; t++) {
        solution[i][t] *= scale[i];
        for (int k = 0; k < i; k++) {
          solution[i][t] -= row[k] * solution[k][t];
        }
        solution[i][t] /= row[i];
      }
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int t = 0; t < solution[i].length; t++) {
        for (int k = i + 1; k < size; k++) {
          solution[i][t] -= lower[k][i] * solution[k][t];
        }
        solution[i][t] /= lower[i][i];
      }
    }
    for (int i = 0; i < size; i++) {
      for (int t = 0; t < solution[i].length; t++) {
        solution[i][t] *= scale[i];
      }
    }
    return solution;
  }
}
