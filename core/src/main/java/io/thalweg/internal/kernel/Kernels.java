package io.thalweg.internal.kernel;

import io.thalweg.support.Workspace;

/**
 * Loops over arrays where the time of black-box estimators goes, in one of two forms.
 *
 * <p>{@link ScalarKernels} runs everywhere; the other form works on several numbers at once and
 * needs the incubating module of vectors. Both carry out the same operations in the same order, so
 * that their results are equal to the last bit: {@link Elementary} says which operations.
 *
 * <p>An array is read and written from its beginning. An output may be the array of an input.
 */
public interface Kernels {

  /** The form of this machine. */
  static Kernels get() {
    return Chosen.KERNELS;
  }

  /**
   * Numbers of (0, 1) from a counter.
   *
   * <pre>
   *   u_i = (52 high bits of mix(seed + (i + 1) gamma) + 1/2) 2^-52
   * </pre>
   */
  void uniforms(long seed, long gamma, double[] out);

  /**
   * p = 1 / (1 + exp(-x)) and its complement 1 / (1 + exp(x)), of which no digit is lost.
   *
   * @return whether every x is finite; where it is not, p has no meaning
   */
  boolean sigmoid(double[] x, double[] p, double[] complement);

  /**
   * Whether numbers of (0, 1) from a counter are above finite thresholds.
   *
   * <pre>
   *   out_i = 1[u_i &gt; threshold_i], the thresholds beginning anew wherever they end
   * </pre>
   */
  void exceeds(long seed, long gamma, double[] thresholds, double[] out);

  /** out_i = 1[u_i &gt; threshold_i], finite, the thresholds beginning anew wherever they end. */
  void exceeds(double[] u, double[] thresholds, double[] out);

  /** The antithetic pair b_i = 1[u_i &gt; 1 - p_i], then as many b'_i = 1[u_i &lt; p_i]. */
  void antithetic(double[] u, double[] p, double[] pair);

  /**
   * Adds the weighted scores of Bernoulli variables, of as many draws of each context.
   *
   * <pre>
   *   out_ci += sum_k weight_kc (complement_ci where b_kci &gt; 0, else -p_ci)
   * </pre>
   *
   * @param weights [draws x contexts]
   * @param b [draws x contexts x variables]
   * @param p [contexts x variables]
   */
  void addScores(
      double[] weights, double[] b, double[] p, double[] complement, int contexts, double[] out);

  /**
   * The scores of a row of antithetic pairs, without the uniforms that they came of.
   *
   * <pre>
   *   out[i] = weight (pair[i] - pair[p.length + i]) (1/2 + |p[i] - 1/2|),  at &lt;= i &lt; at + count
   * </pre>
   */
  void pairScores(double weight, double[] pair, double[] p, double[] out, int at, int count);

  /** Whether none of the numbers is infinite or NaN. */
  boolean finite(double[] x);

  /** Whether all numbers are whole ones of 0 .. categories - 1. */
  boolean indices(double[] x, int categories);

  /** exp x for x of at most 0. */
  void exp(double[] x, double[] out);

  /** log x for finite x above 0. */
  void log(double[] x, double[] out);

  /** log(1 + exp(x)) of finite x, and its slope 1 / (1 + exp(-x)). */
  void softplus(double[] x, double[] out, double[] slope);

  /** tanh x. */
  void tanh(double[] x, double[] out);

  /**
   * Probabilities of blocks of categories, and their logarithms.
   *
   * <pre>
   *   log_k = logit_k - max - log sum_j exp(logit_j - max),   p_k = exp(logit_k - max) / the sum
   * </pre>
   */
  default void softmax(double[] logits, int categories, double[] log, double[] p) {
    double[] sums = Workspace.doubles(logits.length / categories);
    for (int block = 0; block < logits.length; block += categories) {
      double max = logits[block];
      for (int k = block + 1; k < block + categories; k++) {
        max = Math.max(max, logits[k]);
      }
      for (int k = block; k < block + categories; k++) {
        log[k] = logits[k] - max;
      }
    }
    exp(log, p);
    for (int i = 0; i < sums.length; i++) {
      double sum = 0;
      for (int k = i * categories; k < (i + 1) * categories; k++) {
        sum += p[k];
      }
      sums[i] = sum;
    }
    double[] logs = Workspace.doubles(sums.length);
    log(sums, logs);
    for (int i = 0; i < sums.length; i++) {
      double inverse = 1 / sums[i];
      double logSum = logs[i];
      for (int k = i * categories; k < (i + 1) * categories; k++) {
        p[k] *= inverse;
        log[k] -= logSum;
      }
    }
  }

  /**
   * Categories from uniform numbers, by the sums of the probabilities in front of them.
   *
   * <pre>
   *   x_i = number of k &lt; categories - 1 with u_i - p_0 - .. - p_k &gt; 0
   * </pre>
   *
   * @param p beginning anew wherever it ends
   * @param x the array of u, or another
   */
  default void categories(double[] u, double[] p, int categories, double[] x) {
    for (int row = 0; row < u.length; row += p.length / categories) {
      for (int block = 0, i = row; block < p.length; block += categories, i++) {
        double left = u[i];
        double passed = 0;
        for (int k = block; k < block + categories - 1; k++) {
          left -= p[k];
          passed += Elementary.exceeds(left, 0);
        }
        x[i] = passed;
      }
    }
  }

  /**
   * For each of N variables side by side, the category of the least product.
   *
   * <pre>
   *   out_i = argmin_k noise_ki inverse_ki
   * </pre>
   *
   * <p>Products that are the same but for their last digits, as many bits as a category's number
   * takes, count as equal, of which the first is the least. They are not negative.
   *
   * @param noise [categories x N]
   * @param inverse [categories x N]
   */
  void least(double[] noise, double[] inverse, int categories, double[] out);

  /**
   * The same once entries m and j of the noise are swapped, for every j above m.
   *
   * @param out [.. x N], of which the rows of j = m + 1 .. categories - 1 begin at {@code at}
   */
  void swaps(double[] noise, double[] inverse, int categories, int m, double[] out, int at);

  /**
   * Products of a square matrix for each context with columns for each of its variables.
   *
   * <pre>
   *   out_vm = sum_j matrix_cjm column_jv,   c the context of variable v
   * </pre>
   *
   * @param matrices [contexts x K x K]
   * @param columns [K x N], N a multiple of the number of contexts
   * @param out [N x K]
   */
  void products(double[] matrices, double[] columns, int k, double[] out);
}
