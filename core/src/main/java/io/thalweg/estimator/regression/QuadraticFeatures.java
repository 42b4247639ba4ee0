package io.thalweg.estimator.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The features of a quadratic fit: 1, the centred codes u, and products of two variables' codes.
 *
 * <pre>
 *   all:        u_i u_j for all i &lt; j of different variables
 *   a sketch:   u_i (s . u, less the share of the variable of i) for all i, and a few chosen u_i u_j
 * </pre>
 *
 * <p>The sketch is exact for a function of one projection s . u up to its square, with as many
 * features as there are main effects.
 */
final class QuadraticFeatures {

  private final int linear;
  private final int width;
  // Empty where there is no sketch.
  private final double[] direction;
  private final int[][] chosen;

  private QuadraticFeatures(int linear, int width, double[] direction, int[][] chosen) {
    this.linear = linear;
    this.width = width;
    this.direction = direction;
    this.chosen = chosen;
  }

  /** Makes features without products: main effects alone. */
  static QuadraticFeatures none(int linear, int width) {
    return new QuadraticFeatures(linear, width, new double[0], new int[0][]);
  }

  /** Makes features with all products. */
  static QuadraticFeatures all(int linear, int width) {
    return new QuadraticFeatures(linear, width, new double[0], pairs(linear, width));
  }

  /** Makes features with the products of a direction and those that promise most. */
  static QuadraticFeatures sketch(double[] direction, int width, int most, double[][] promise) {
    int[][] pairs = pairs(direction.length, width);
    Arrays.sort(pairs, Comparator.comparingDouble(pair -> -promise[pair[0]][pair[1]]));
    int[][] best = Arrays.copyOf(pairs, Math.min(most, pairs.length));
    return new QuadraticFeatures(direction.length, width, direction, best);
  }

  /** The number of all products. */
  static int count(int linear, int width) {
    return linear * (linear - width) / 2;
  }

  private static int[][] pairs(int linear, int width) {
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < linear; i++) {
      for (int j = 0; j < i - i % width; j++) {
        pairs.add(new int[] {i, j});
      }
    }
    return pairs.toArray(int[][]::new);
  }

  /** The number of features. */
  int features() {
    return withoutChosen() + chosen.length;
  }

  /** The number of features before the chosen products. */
  int withoutChosen() {
    return 1 + linear + direction.length;
  }

  /** Computes the features of an event. */
  double[] of(double[] u) {
    double[] features = new double[features()];
    features[0] = 1;
    System.arraycopy(u, 0, features, 1, linear);
    if (direction.length > 0) {
      addSketch(u, features);
    }
    int at = withoutChosen();
    for (int[] pair : chosen) {
      features[at++] = u[pair[0]] * u[pair[1]];
    }
    return features;
  }

  private void addSketch(double[] u, double[] features) {
    double all = 0;
    for (int i = 0; i < linear; i++) {
      all += direction[i] * u[i];
    }
    for (int first = 0; first < linear; first += width) {
      double others = all;
      for (int i = first; i < first + width; i++) {
        others -= direction[i] * u[i];
      }
      for (int i = first; i < first + width; i++) {
        features[1 + linear + i] = others * u[i];
      }
    }
  }

  /** Makes the symmetric matrix of the products from the coefficients of the first features. */
  double[][] matrix(double[] coefficients) {
    if (coefficients.length <= 1 + linear) {
      return new double[0][];
    }
    double[][] matrix = new double[linear][linear];
    for (int i = 0; i < direction.length; i++) {
      for (int j = 0; j < linear; j++) {
        if (i / width != j / width) {
          matrix[i][j] += coefficients[1 + linear + i] * direction[j];
          matrix[j][i] += coefficients[1 + linear + i] * direction[j];
        }
      }
    }
    for (int at = withoutChosen(); at < coefficients.length; at++) {
      int[] pair = chosen[at - withoutChosen()];
      matrix[pair[0]][pair[1]] += coefficients[at];
      matrix[pair[1]][pair[0]] += coefficients[at];
    }
    return matrix;
  }
}
