package io.thalweg.internal.kernel;

/**
 * The loops over arrays in which black-box estimators spend most of their time; there are two
 * implementations.
 *
 * <p>{@link ScalarKernels} runs everywhere; the other implementation works on several numbers at
 * once and needs the incubating vector module. Both carry out the same operations in the same
 * order, so that their results are equal to the last bit; {@link Elementary} defines the
 * operations.
 *
 * <p>Arrays are read and written from index 0 on. An output may be the same array as an input.
 */
public interface Kernels {

  /** The implementation for this machine. */
  static Kernels get() {
    return Chosen.KERNELS;
  }

  /**
   * Fills an array with numbers of (0, 1) from a counter.
   *
   * <pre>
   *   u_i = (52 high bits of mix(seed + (i + 1) gamma) + 1/2) 2^-52
   * </pre>
   */
  void uniforms(long seed, long gamma, double[] out);

  /**
   * Computes p = 1 / (1 + exp(-x)) and its complement 1 / (1 + exp(x)), both to full accuracy.
   *
   * @return whether every x is finite; if not, p has no meaning
   */
  boolean sigmoid(double[] x, double[] p, double[] complement);

  /**
   * Compares numbers of (0, 1) from a counter with finite thresholds.
   *
   * <pre>
   *   out_i = 1[u_i &gt; threshold_i], the thresholds beginning anew wherever they end
   * </pre>
   */
  void exceeds(long seed, long gamma, double[] thresholds, double[] out);

  /**
   * Computes out_i = 1[u_i &gt; threshold_i]; the thresholds are finite and repeat when they end.
   */
  void exceeds(double[] u, double[] thresholds, double[] out);

  /** Computes antithetic pairs: all b_i = 1[u_i &gt; 1 - p_i], then all b'_i = 1[u_i &lt; p_i]. */
  void antithetic(double[] u, double[] p, double[] pair);

  /**
   * Sums the weighted scores of Bernoulli variables over the draws of each context.
   *
   * <pre>
   *   out_ci = sum_k weight_kc (complement_ci where b_kci &gt; 0, else -p_ci)
   * </pre>
   *
   * @param weights [draws x contexts]
   * @param b [draws x contexts x variables]
   * @param p [contexts x variables]
   */
  void scores(
      double[] weights, double[] b, double[] p, double[] complement, int contexts, double[] out);

  /**
   * Computes the scores of a row of antithetic pairs without their uniform numbers.
   *
   * <pre>
   *   out[i] = weight (pair[i] - pair[p.length + i]) (1/2 + |p[i] - 1/2|),  at &lt;= i &lt; at + count
   * </pre>
   */
  void pairScores(double weight, double[] pair, double[] p, double[] out, int at, int count);

  /** Whether all numbers are finite. */
  boolean finite(double[] x);

  /** Whether all numbers are whole numbers of 0 .. categories - 1. */
  boolean indices(double[] x, int categories);

  /** Computes exp x for x &lt;= 0. */
  void exp(double[] x, double[] out);

  /** Computes log x for finite x above 0. */
  void log(double[] x, double[] out);

  /**
   * Computes log(1 + exp(x)) for finite x, and its slope 1 / (1 + exp(-x)); the three arrays must
   * be different.
   */
  void softplus(double[] x, double[] out, double[] slope);

  /** Computes tanh x; the arrays may be the same. */
  void tanh(double[] x, double[] out);

  /**
   * Computes the probabilities of blocks of categories, by exponentials relative to the largest
   * logit of each block.
   *
   * <pre>
   *   max = max_j logit_j,   sum = sum_j exp(logit_j - max),   p_k = exp(logit_k - max) / sum
   * </pre>
   *
   * @param p [blocks x categories], as the logits
   * @param max [blocks]
   * @param sum [blocks]
   */
  default void softmax(double[] logits, int categories, double[] p, double[] max, double[] sum) {
    // No loop is here, so that exp is compiled before what calls it: as a part of its caller the
    // compiler of Java 25 makes objects of vectors.
    subtractLargest(logits, categories, p, max);
    exp(p, p);
    normalise(p, categories, sum);
  }

  private static void subtractLargest(double[] logits, int categories, double[] p, double[] max) {
    for (int i = 0; i < max.length; i++) {
      int end = (i + 1) * categories;
      // Of whole numbers, because a maximum of doubles is a branch that nobody can predict.
      long most = Long.MIN_VALUE;
      for (int k = i * categories; k < end; k++) {
        most = Math.max(most, Elementary.ordered(logits[k]));
      }
      double largest = Elementary.unordered(most);
      for (int k = i * categories; k < end; k++) {
        p[k] = logits[k] - largest;
      }
      max[i] = largest;
    }
  }

  private static void normalise(double[] p, int categories, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      int end = (i + 1) * categories;
      double total = 0;
      for (int k = i * categories; k < end; k++) {
        total += p[k];
      }
      double inverse = 1 / total;
      for (int k = i * categories; k < end; k++) {
        p[k] *= inverse;
      }
      sum[i] = total;
    }
  }

  /**
   * Draws categories from uniform numbers and cumulative probabilities.
   *
   * <pre>
   *   x_i = number of k &lt; categories - 1 with u_i - p_0 - .. - p_k &gt; 0
   * </pre>
   *
   * @param p probabilities; repeated from the start when they end
   * @param x the output; may be the array of u
   */
  void categories(double[] u, double[] p, int categories, double[] x);

  /**
   * Finds the category of the least product for each of N variables.
   *
   * <pre>
   *   out_i = argmin_k noise_ki inverse_ki
   * </pre>
   *
   * <p>Products are not negative. Two products that differ only in their last bits, as many bits as
   * a category's index takes, count as equal; then the first category is chosen.
   *
   * @param noise [categories x N]
   * @param inverse [categories x N]
   */
  void least(double[] noise, double[] inverse, int categories, double[] out);

  /**
   * Finds the category of the least product after entries m and j of the noise are swapped, for m =
   * 0, 1, .. and every j above m.
   *
   * @param out [.. x N]; the rows of the categories (categories - 1) / 2 pairs begin at {@code at}
   */
  void swaps(double[] noise, double[] inverse, int categories, double[] out, int at);

  /**
   * Multiplies the square matrix of each context with the columns of its variables.
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
