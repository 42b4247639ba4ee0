package io.thalweg.estimator.regression;

import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.MeanField;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A sum of kernels around past events, each with interactions of up to three variables.
 *
 * <pre>
 *   k_i(x, y) = 1{x_i = y_i} / p_i(y_i) - 1
 *   kernel(x, y) = s_0 + s_1 sum_i k_i + s_2 sum over i &lt; j of k_i k_j + s_3 sum of k_i k_j k_l
 *   c(x) = constant + sum_t alpha_t kernel(x, y_t)
 *   E kernel(x, y): each k_i has the mean q_i(y_i) / p_i(y_i) - 1
 * </pre>
 *
 * <p>k_i is the kernel of all functions of x_i that have mean 0 under the reference law p, summed
 * over characters that are orthonormal under p. No variable is multiplied with itself, so that the
 * mean under independent q is the kernel of the means. Cost: 3 operations for each event, past
 * event and variable.
 *
 * @param table k_i for each value of each variable and each past event, [variables values x count]
 * @param values the number of values of a variable
 * @param constant the constant
 * @param scales s_0 .. s_3
 * @param alpha the coefficients
 */
record AnovaExpansion(
    double[][] table, int values, double constant, double[] scales, double[] alpha)
    implements KnownMean {

  /** The number of scales: interactions of none to three variables. */
  static final int ORDERS = 4;

  /**
   * The sums of k_i, of products of two and of products of three, at one event and all past ones.
   */
  static final class Interactions {

    private final double[] one;
    private final double[] two;
    private final double[] three;

    /** Makes room for a number of past events. */
    Interactions(int count) {
      one = new double[count];
      two = new double[count];
      three = new double[count];
    }

    /** Starts with no variable, for the first past events. */
    void clear(int count) {
      for (double[] sums : new double[][] {one, two, three}) {
        Arrays.fill(sums, 0, count, 0);
      }
    }

    /** Adds a variable. */
    void add(double[] k, int count) {
      for (int t = 0; t < count; t++) {
        three[t] += k[t] * two[t];
        two[t] += k[t] * one[t];
        one[t] += k[t];
      }
    }

    /** The kernel at a past event. */
    double kernel(double[] scales, int t) {
      return scales[0] + scales[1] * one[t] + scales[2] * two[t] + scales[3] * three[t];
    }

    /** The slope of the kernel in k_i, whose own part is taken out. */
    double slope(double[] scales, int t, double k) {
      double others = one[t] - k;
      return scales[1] + scales[2] * others + scales[3] * (two[t] - k * others);
    }
  }

  @Override
  public double[] values(Events events) {
    double[] c = new double[events.count()];
    Interactions sums = new Interactions(alpha.length);
    for (int row = 0; row < c.length; row++) {
      sums.clear(alpha.length);
      for (int i = 0; i < events.size(); i++) {
        int value = (int) events.values()[row * events.size() + i];
        sums.add(table[i * values + value], alpha.length);
      }
      c[row] = constant;
      for (int t = 0; t < alpha.length; t++) {
        c[row] += alpha[t] * sums.kernel(scales, t);
      }
    }
    return c;
  }

  @Override
  public void addMeanGradient(MeanField law, double[] gradient) {
    Factorized finite = (Factorized) law;
    finite.pullback(slopes(finite.marginals()), gradient);
  }

  /** Computes the slopes of the mean of c in the marginals, of their shape. */
  private double[] slopes(double[] marginals) {
    double[] slopes = new double[marginals.length];
    double[][] means = new double[table.length / values][alpha.length];
    Interactions sums = new Interactions(alpha.length);
    for (int from = 0; from < marginals.length; from += table.length) {
      sums.clear(alpha.length);
      for (int i = 0; i < means.length; i++) {
        mean(marginals, from, i, means[i]);
        sums.add(means[i], alpha.length);
      }
      for (int i = 0; i < means.length; i++) {
        for (int t = 0; t < alpha.length; t++) {
          means[i][t] = alpha[t] * sums.slope(scales, t, means[i][t]);
        }
        for (int at = i * values; at < (i + 1) * values; at++) {
          slopes[from + at] = WaveExpansion.dot(means[i], table[at]);
        }
      }
    }
    return slopes;
  }

  /** Writes the mean of k_i at each past event. */
  private void mean(double[] marginals, int from, int variable, double[] mean) {
    Arrays.fill(mean, 0);
    for (int at = variable * values; at < (variable + 1) * values; at++) {
      double q = marginals[from + at];
      double[] k = table[at];
      for (int t = 0; t < mean.length; t++) {
        mean[t] += q * k[t];
      }
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(table.length);
    out.writeInt(alpha.length);
    for (double[] k : table) {
      Numbers.write(out, k);
    }
    out.writeDouble(constant);
    Numbers.write(out, scales);
    Numbers.write(out, alpha);
  }

  /** Reads what was saved. */
  static AnovaExpansion load(int values, DataInput in) throws IOException {
    double[][] table = new double[in.readInt()][];
    double[] alpha = new double[in.readInt()];
    for (int i = 0; i < table.length; i++) {
      table[i] = new double[alpha.length];
      Numbers.read(in, table[i]);
    }
    double constant = in.readDouble();
    double[] scales = new double[ORDERS];
    Numbers.read(in, scales);
    Numbers.read(in, alpha);
    return new AnovaExpansion(table, values, constant, scales, alpha);
  }
}
