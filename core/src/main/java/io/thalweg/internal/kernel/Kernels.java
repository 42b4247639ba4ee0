package io.thalweg.internal.kernel;

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
   * The sums of the weighted scores of Bernoulli variables, of as many draws of each context.
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

  /** log(1 + exp(x)) of finite x, and its slope 1 / (1 + exp(-x)); the three arrays differ. */
  void softplus(double[] x, double[] out, double[] slope);

  /** tanh x. */
  void tanh(double[] x, double[] out);

  /**
   * Probabilities of blocks of categories, not normalised at first so that none is too large.
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
   * Categories from uniform numbers, by the sums of the probabilities in front of them.
   *
   * <pre>
   *   x_i = number of k &lt; categories - 1 with u_i - p_0 - .. - p_k &gt; 0
   * </pre>
   *
   * @param p beginning anew wherever it ends
   * @param x the array of u, or another
   */
  void categories(double[] u, double[] p, int categories, double[] x);

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
   * The same once entries m and j of the noise are swapped, for m = 0, 1, .. and every j above m.
   *
   * @param out [.. x N], of which the rows of the categories (categories - 1) / 2 pairs begin at
   *     {@code at}
   */
  void swaps(double[] noise, double[] inverse, int categories, double[] out, int at);

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
