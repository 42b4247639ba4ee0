package io.thalweg.estimator.combinator;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The weights that a regression may give to controls, and how much they are shrunk towards zero.
 *
 * <p>The penalty is in draws for each weight of a parameter: it is the noise over the signal of a
 * weight. Weights across parameters wait for as many draws as there are controls, and for some more
 * where they are hardly shrunk.
 */
enum CombinationRule {
  /** No control is subtracted. */
  ALONE(Scope.NONE, 0, 0),
  /** One weight for each control, shared by all parameters. */
  SHARED(Scope.SHARED, 1, 0),
  /** Weights for each parameter. */
  OWN(Scope.OWN, 1, 0),
  /** Weights of the answers to 1 across parameters, hardly shrunk. */
  ONES(Scope.ONES, 0.05, 1.5),
  /** Weights of the answers to 1 across parameters, shrunk. */
  ONES_SHRUNK(Scope.ONES, 1, 0),
  /** Weights of the answers to 1 across parameters, shrunk by far. */
  ONES_SMALL(Scope.ONES, 10, 0),
  /** Weights of all controls across parameters, hardly shrunk. */
  ALL(Scope.ALL, 0.05, 2),
  /** Weights of all controls across parameters, shrunk. */
  ALL_SHRUNK(Scope.ALL, 1, 0),
  /** Weights of all controls across parameters, shrunk by far. */
  ALL_SMALL(Scope.ALL, 10, 0);

  /** The controls that a weight of a parameter may belong to. */
  private enum Scope {
    NONE,
    SHARED,
    OWN,
    ONES,
    ALL
  }

  private final Scope scope;
  private final double penalty;
  private final double drawsOfAControl;

  CombinationRule(Scope scope, double penalty, double drawsOfAControl) {
    this.scope = scope;
    this.penalty = penalty;
    this.drawsOfAControl = drawsOfAControl;
  }

  /**
   * Fits weights.
   *
   * @param kinds the number of controls of a parameter
   * @param ones the first of them that is an answer to 1
   * @return null if there are too few draws, or the moments are not known across parameters
   */
  @Nullable CombinationWeights fit(ControlMoments moments, int kinds, int ones, int parameters) {
    return switch (scope) {
      case NONE -> new CombinationWeights(kinds, parameters, new double[0]);
      case SHARED -> shared(moments, kinds, parameters);
      case OWN -> own(moments, kinds, parameters);
      default -> across(moments, kinds, scope == Scope.ONES ? ones : 0, parameters);
    };
  }

  private CombinationWeights shared(ControlMoments moments, int kinds, int parameters) {
    double[][] square = new double[kinds][kinds];
    double[][] right = new double[kinds][1];
    double[] sizes = new double[kinds];
    for (int i = 0; i < parameters; i++) {
      add(moments, i, square, right, sizes);
    }
    double[][] solution =
        PenalisedRegression.solve(square, right, sizes, penalty / moments.count());
    double[] weights = new double[kinds];
    Arrays.setAll(weights, k -> solution[k][0]);
    return new CombinationWeights(kinds, parameters, weights);
  }

  private CombinationWeights own(ControlMoments moments, int kinds, int parameters) {
    double[] weights = new double[kinds * parameters];
    for (int i = 0; i < parameters; i++) {
      double[][] square = new double[kinds][kinds];
      double[][] right = new double[kinds][1];
      double[] sizes = new double[kinds];
      add(moments, i, square, right, sizes);
      double[][] solution =
          PenalisedRegression.solve(square, right, sizes, penalty * kinds / moments.count());
      for (int k = 0; k < kinds; k++) {
        weights[k * parameters + i] = solution[k][0];
      }
    }
    return new CombinationWeights(kinds, parameters, weights);
  }

  /** Adds the covariances of the controls of one parameter. */
  private static void add(
      ControlMoments moments, int i, double[][] square, double[][] right, double[] sizes) {
    for (int k = 0; k < square.length; k++) {
      sizes[k] += moments.square(k, i);
      for (int l = 0; l < square.length; l++) {
        square[k][l] += moments.covariance(k, i, l, i);
      }
      right[k][0] += moments.withTarget(k, i, i);
    }
  }

  private @Nullable CombinationWeights across(
      ControlMoments moments, int kinds, int first, int parameters) {
    if (!moments.isCrossed()) {
      return null;
    }
    int all = kinds * parameters;
    int[] active =
        IntStream.range(first * parameters, all)
            .filter(a -> moments.square(a / parameters, a % parameters) > 0)
            .toArray();
    if (moments.count() < drawsOfAControl * active.length) {
      return null;
    }
    double[][] square = new double[active.length][active.length];
    double[][] right = new double[active.length][parameters];
    double[] sizes = new double[active.length];
    for (int n = 0; n < square.length; n++) {
      int a = active[n];
      sizes[n] = moments.square(a / parameters, a % parameters);
      for (int m = 0; m <= n; m++) {
        square[n][m] = covariance(moments, a, active[m], parameters);
      }
      for (int j = 0; j < parameters; j++) {
        right[n][j] = moments.withTarget(a / parameters, a % parameters, j);
      }
    }
    double[][] solution =
        PenalisedRegression.solve(square, right, sizes, penalty * square.length / moments.count());
    double[] weights = new double[all * parameters];
    for (int n = 0; n < square.length; n++) {
      System.arraycopy(solution[n], 0, weights, active[n] * parameters, parameters);
    }
    return new CombinationWeights(kinds, parameters, weights);
  }

  private static double covariance(ControlMoments moments, int a, int b, int parameters) {
    return moments.covariance(a / parameters, a % parameters, b / parameters, b % parameters);
  }
}
