package io.thalweg.estimator.regression;

import io.thalweg.Events;
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
 *   k_i(x, y) = sum_d code_d(x_i) dual_d(y_i),   such as 1{x_i = y_i} / p_i(y_i) - 1
 *   kernel(x, y) = s_0 + s_1 sum_i k_i + s_2 sum over i &lt; j of k_i k_j + s_3 sum of k_i k_j k_l
 *   c(x) = constant + sum_t alpha_t kernel(x, y_t)
 *   E kernel(x, y): each k_i has the mean sum_d E code_d(x_i) dual_d(y_i)
 * </pre>
 *
 * <p>k_i has the mean 0 under a reference law. No variable is multiplied with itself, so that the
 * mean under independent q is the kernel of the means. Cost: 3 operations for each event, past
 * event and variable, and for numbers the width of the code in addition.
 *
 * @param code of the variables
 * @param duals the dual codes of all variables of each past event, [variables width x count]
 * @param constant the constant
 * @param scales s_0 .. s_3
 * @param alpha the coefficients
 */
record AnovaExpansion(
    KernelFeatures code, double[][] duals, double constant, double[] scales, double[] alpha)
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
    double[] room = new double[alpha.length];
    double[] x = events.values();
    for (int row = 0; row < c.length; row++) {
      sums.clear(alpha.length);
      for (int i = 0; i < events.size(); i++) {
        double[] k = code.kernel(x, row * events.size(), i, duals, room, room.length);
        sums.add(k, room.length);
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
    FeatureMeans means = code.means(law);
    double[] features = means.features();
    double[] slopes = new double[features.length];
    double[][] k = new double[duals.length / code.width()][alpha.length];
    Interactions sums = new Interactions(alpha.length);
    for (int from = 0; from < features.length; from += duals.length) {
      sums.clear(alpha.length);
      for (int i = 0; i < k.length; i++) {
        int at = i * code.width();
        KernelFeatures.sum(features, from + at, duals, at, code.width(), k[i], alpha.length);
        sums.add(k[i], alpha.length);
      }
      for (int i = 0; i < k.length; i++) {
        for (int t = 0; t < alpha.length; t++) {
          k[i][t] = alpha[t] * sums.slope(scales, t, k[i][t]);
        }
        for (int at = i * code.width(); at < (i + 1) * code.width(); at++) {
          slopes[from + at] = WaveExpansion.dot(k[i], duals[at]);
        }
      }
    }
    means.addSlopes(slopes);
    means.pullback(gradient);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    code.save(out);
    out.writeInt(duals.length);
    out.writeInt(alpha.length);
    for (double[] dual : duals) {
      Numbers.write(out, dual);
    }
    out.writeDouble(constant);
    Numbers.write(out, scales);
    Numbers.write(out, alpha);
  }

  /** Reads what was saved. */
  static AnovaExpansion load(KernelFeatures kind, DataInput in) throws IOException {
    KernelFeatures code = kind.load(in);
    double[][] duals = new double[in.readInt()][];
    double[] alpha = new double[in.readInt()];
    for (int i = 0; i < duals.length; i++) {
      duals[i] = new double[alpha.length];
      Numbers.read(in, duals[i]);
    }
    double constant = in.readDouble();
    double[] scales = new double[ORDERS];
    Numbers.read(in, scales);
    Numbers.read(in, alpha);
    return new AnovaExpansion(code, duals, constant, scales, alpha);
  }
}
