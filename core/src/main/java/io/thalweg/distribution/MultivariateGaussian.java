package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Parameter;
import io.thalweg.Reparameterized;
import io.thalweg.VelocityField;
import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A vector of correlated normal variables.
 *
 * <pre>
 *   x = m + L e,   e ~ N(0, 1),   covariance = L L^T,   L lower triangular, L_ii = exp(log L_ii)
 *   log p(x) = -1/2 e . e - sum_i log L_ii - n/2 log(2 pi),   e = L^-1 (x - m),   h = L^-T e
 *   score of m_i = h_i,   of L_ij = h_i e_j,   of log L_ii = L_ii h_i e_i - 1
 *   velocity of x_i for m_i = 1,   for L_ij = e_j,   for log L_ii = L_ii e_i
 * </pre>
 *
 * <p>An event costs O(n^2). Parameters: means, then the factor L row by row with the logarithm of
 * its diagonal, m_0 .. m_n-1, log L_00, L_10, log L_11, L_20, ..: [contexts x (n + n (n + 1) / 2)].
 *
 * <p>Source of the path: Rezende, Mohamed &amp; Wierstra (2014), ICML, arXiv:1401.4082.
 */
public final class MultivariateGaussian extends Law implements Reparameterized {

  private static final double ROUNDING = 8 * 0x1p-53;

  private final int dimension;
  // L in the places of its parameters, its diagonal and not the logarithm of it.
  private final double[] factor;

  private MultivariateGaussian(double[] parameters, int size) {
    super(parameters.clone(), size + size * (size + 1) / 2, size, 1);
    this.dimension = dimension();
    Require.finite("MultivariateGaussian: parameter", this.parameters, dimension);
    this.factor = this.parameters.clone();
    for (int c = 0; c < contexts; c++) {
      for (int i = 0; i < size; i++) {
        int at = row(c, i) + i;
        int entry = i;
        int context = c;
        factor[at] =
            Require.positive(
                () ->
                    "MultivariateGaussian: entry %d of the factor's diagonal of context %d"
                        .formatted(entry, context),
                Math.exp(factor[at]));
      }
    }
  }

  @Override
  public List<Parameter> units() {
    List<Parameter> units = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      units.add(Parameter.of("mean %d".formatted(i), parameters[i]));
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        String name = "%sfactor %d %d".formatted(i == j ? "log " : "", i, j);
        units.add(Parameter.of(name, parameters[units.size()]));
      }
    }
    return units;
  }

  /**
   * Makes a law of one context.
   *
   * @param mean [size]
   * @param covariance [size][size]
   * @throws IllegalArgumentException if a number is not finite, or the covariance is not square, of
   *     the mean's size, symmetric and positive definite
   */
  public static MultivariateGaussian of(double[] mean, double[][] covariance) {
    int size = Require.atLeast(1, "the number of means", mean.length);
    requireSymmetric(covariance, size);
    double[] parameters = new double[size + size * (size + 1) / 2];
    System.arraycopy(mean, 0, parameters, 0, size);
    double[][] root = new double[size][size];
    int at = size;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = covariance[i][j];
        for (int k = 0; k < j; k++) {
          rest -= root[i][k] * root[j][k];
        }
        if (i == j && !(rest > 0)) {
          throw new IllegalArgumentException(
              "MultivariateGaussian: the covariance is not positive definite; its leading minor of"
                  + " order %d must be above 0".formatted(i + 1));
        }
        root[i][j] = i == j ? Math.sqrt(rest) : rest / root[j][j];
        parameters[at++] = i == j ? 0.5 * Math.log(rest) : root[i][j];
      }
    }
    return new MultivariateGaussian(parameters, size);
  }

  private static void requireSymmetric(double[][] covariance, int size) {
    if (covariance.length != size) {
      throw new IllegalArgumentException(
          "MultivariateGaussian: the covariance has %d rows; it must have %d"
              .formatted(covariance.length, size));
    }
    for (double[] row : covariance) {
      Require.length("MultivariateGaussian: a row of the covariance", row, size);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double asymmetry = Math.abs(covariance[i][j] - covariance[j][i]);
        double both = Math.abs(covariance[i][j]) + Math.abs(covariance[j][i]);
        // A covariance that is computed as r s_i s_j may differ from r s_j s_i in its last digit.
        if (!(asymmetry <= ROUNDING * both) || !Double.isFinite(both)) {
          throw new IllegalArgumentException(
              ("MultivariateGaussian: the covariance of variables %d and %d is %s and %s; it must be"
                      + " finite and symmetric")
                  .formatted(i, j, covariance[i][j], covariance[j][i]));
        }
      }
    }
  }

  /** The index at which row i of a context's factor begins. */
  private int row(int context, int i) {
    return context * dimension + size + i * (i + 1) / 2;
  }

  @Override
  public MultivariateGaussian at(double[] parameters) {
    return new MultivariateGaussian(parameters, size);
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] e = new double[Require.numbers(draws, contexts, size)];
    for (int i = 0; i < e.length; i++) {
      e[i] = random.nextGaussian();
    }
    return points(e);
  }

  @Override
  public int noise() {
    return size;
  }

  @Override
  public Events transform(double[] uniforms) {
    Require.uniforms("MultivariateGaussian", uniforms, contexts * size);
    double[] e = new double[uniforms.length];
    for (int i = 0; i < e.length; i++) {
      e[i] = Numerics.normalQuantile(uniforms[i]);
    }
    return points(e);
  }

  /** The points m + L e. */
  private Events points(double[] e) {
    double[] x = new double[e.length];
    for (int at = 0; at < x.length; at++) {
      int i = at % size;
      int context = at / size % contexts;
      x[at] = parameters[context * dimension + i];
      for (int j = 0; j <= i; j++) {
        x[at] += factor[row(context, i) + j] * e[at - i + j];
      }
    }
    return Events.of(x, contexts, size);
  }

  /** The noise e = L^-1 (x - m) of every event. */
  private double[] noise(Events events) {
    requireShape(events);
    double[] e = events.values().clone();
    for (int at = 0; at < e.length; at++) {
      int i = at % size;
      int context = events.context(at / size);
      int row = row(context, i);
      e[at] -= parameters[context * dimension + i];
      for (int j = 0; j < i; j++) {
        e[at] -= factor[row + j] * e[at - i + j];
      }
      e[at] /= factor[row + i];
    }
    return e;
  }

  /** The vector h = L^-T e of every event. */
  private double[] pull(Events events, double[] e) {
    double[] h = e.clone();
    for (int at = h.length - 1; at >= 0; at--) {
      int i = at % size;
      int row = row(events.context(at / size), i);
      h[at] /= factor[row + i];
      for (int j = 0; j < i; j++) {
        h[at - i + j] -= factor[row + j] * h[at];
      }
    }
    return h;
  }

  @Override
  public double[] logProbability(Events events) {
    double[] e = noise(events);
    double[] log = new double[events.count()];
    for (int at = 0; at < e.length; at++) {
      int i = at % size;
      double logDiagonal = parameters[row(events.context(at / size), i) + i];
      log[at / size] -= 0.5 * e[at] * e[at] + logDiagonal + Numerics.LOG_ROOT_TWO_PI;
    }
    return log;
  }

  @Override
  public double[] densityGradient(Events events) {
    double[] slopes = pull(events, noise(events));
    for (int at = 0; at < slopes.length; at++) {
      slopes[at] = -slopes[at];
    }
    return slopes;
  }

  @Override
  public double[] scores(Events events) {
    double[] e = noise(events);
    double[] h = pull(events, e);
    double[] scores = new double[Require.numbers(events.count(), dimension)];
    for (int at = 0; at < e.length; at++) {
      int i = at % size;
      int out = at / size * dimension + size + i * (i + 1) / 2;
      scores[at / size * dimension + i] = h[at];
      for (int j = 0; j < i; j++) {
        scores[out + j] = h[at] * e[at - i + j];
      }
      scores[out + i] = factor[row(events.context(at / size), i) + i] * h[at] * e[at] - 1;
    }
    return scores;
  }

  /**
   * Finds the coordinate that a parameter moves; row i of the factor ends before (i + 1) (i + 2) /
   * 2.
   */
  @Override
  public int moved(int parameter) {
    if (parameter < size) {
      return parameter;
    }
    int row = 0;
    while (parameter - size >= (row + 1) * (row + 2) / 2) {
      row++;
    }
    return row;
  }

  @Override
  public VelocityField velocity() {
    return new Affine();
  }

  /** Points that move at fixed e. */
  private final class Affine implements VelocityField {

    @Override
    public void pullback(Events x, double[] cotangents, int offset, double[] gradient) {
      double[] e = noise(x);
      for (int at = 0; at < e.length; at++) {
        int i = at % size;
        int context = x.context(at / size);
        int row = row(context, i);
        double cotangent = cotangents[offset + at];
        gradient[context * dimension + i] += cotangent;
        for (int j = 0; j < i; j++) {
          gradient[row + j] += e[at - i + j] * cotangent;
        }
        gradient[row + i] += factor[row + i] * e[at] * cotangent;
      }
    }

    @Override
    public void pushforward(Events x, double[] tangents, double[] out, int offset) {
      double[] e = noise(x);
      for (int at = 0; at < e.length; at++) {
        int i = at % size;
        int context = x.context(at / size);
        int row = row(context, i);
        double sum = tangents[context * dimension + i];
        for (int j = 0; j < i; j++) {
          sum += e[at - i + j] * tangents[row + j];
        }
        out[offset + at] = sum + factor[row + i] * e[at] * tangents[row + i];
      }
    }

    /**
     * Adds the divergence: L_ii e_i grows with x_i at rate 1, and no e_j depends on an x_i with i
     * &gt; j.
     */
    @Override
    public void addDivergence(Events x, double[] weights, double[] gradient) {
      requireShape(x);
      for (int row = 0; row < x.count(); row++) {
        for (int i = 0; i < size; i++) {
          gradient[row(x.context(row), i) + i] += weights[row];
        }
      }
    }
  }
}
