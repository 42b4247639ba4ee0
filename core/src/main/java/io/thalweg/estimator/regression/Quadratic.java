package io.thalweg.estimator.regression;

import io.thalweg.Events;
import io.thalweg.MeanField;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A polynomial of the codes of independent variables: main effects and products of two variables.
 *
 * <pre>
 *   u = code(x) - centre
 *   c(x) = constant + sum_i linear_i u_i + sum over i &lt; j of pairs_ij u_i u_j
 * </pre>
 *
 * <p>No variable is multiplied with itself, so that the mean of c is c at the mean of u, and its
 * gradient has a closed form.
 *
 * @param code of the values
 * @param centre of the codes
 * @param constant c at the centre
 * @param linear of the length of the centre
 * @param pairs symmetric, zero where both belong to one variable; empty for none
 */
record Quadratic(
    FeatureMap code, double[] centre, double constant, double[] linear, double[][] pairs)
    implements KnownMean {

  private static final int POWER_ITERATIONS = 8;

  @Override
  public double[] values(Events events) {
    double[] values = new double[events.count()];
    double[] u = new double[centre.length];
    for (int row = 0; row < values.length; row++) {
      code.encode(events.values(), row * events.size(), centre, u);
      values[row] = constant;
      for (int i = 0; i < u.length; i++) {
        values[row] += (linear[i] + (pairs.length == 0 ? 0 : dot(pairs[i], u, i))) * u[i];
      }
    }
    return values;
  }

  @Override
  public void addMeanGradient(MeanField law, double[] gradient) {
    FeatureMeans means = code.means(law);
    double[] u = means.features();
    double[] slopes = new double[u.length];
    double[] own = new double[centre.length];
    for (int from = 0; from < u.length; from += own.length) {
      for (int i = 0; i < own.length; i++) {
        own[i] = u[from + i] - centre[i];
      }
      for (int i = 0; i < own.length; i++) {
        slopes[from + i] = linear[i] + (pairs.length == 0 ? 0 : dot(pairs[i], own, own.length));
      }
    }
    means.addSlopes(slopes);
    means.pullback(gradient);
  }

  /** Finds the leading direction of the products by power iteration; its length is 1 or 0. */
  double[] leadingDirection(double[] start) {
    return leadingDirection(start, POWER_ITERATIONS);
  }

  /** Finds it by a number of power iterations. */
  double[] leadingDirection(double[] start, int iterations) {
    double[] direction = unit(start);
    for (int n = 0; n < iterations && pairs.length > 0; n++) {
      double[] next = new double[direction.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = dot(pairs[i], direction, next.length);
      }
      direction = unit(next);
    }
    return direction;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    code.save(out);
    Numbers.write(out, centre);
    out.writeDouble(constant);
    Numbers.write(out, linear);
    out.writeInt(pairs.length);
    for (double[] row : pairs) {
      Numbers.write(out, row);
    }
  }

  /** Reads coefficients that were saved. */
  static Quadratic load(FeatureMap kind, int length, DataInput in) throws IOException {
    FeatureMap code = kind.load(in);
    double[] centre = new double[length];
    double[] linear = new double[length];
    Numbers.read(in, centre);
    double constant = in.readDouble();
    Numbers.read(in, linear);
    double[][] pairs = new double[in.readInt()][length];
    for (double[] row : pairs) {
      Numbers.read(in, row);
    }
    return new Quadratic(code, centre, constant, linear, pairs);
  }

  private static double[] unit(double[] vector) {
    double norm = Math.sqrt(dot(vector, vector, vector.length));
    return norm > 0 ? Arrays.stream(vector).map(x -> x / norm).toArray() : vector;
  }

  private static double dot(double[] a, double[] b, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
