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

  /** p = 1 / (1 + exp(-x)) and its complement 1 / (1 + exp(x)), of which no digit is lost. */
  void sigmoid(double[] x, double[] p, double[] complement);

  /** b_i = 1[u_i &gt; 1 - p_i], p beginning anew wherever it ends. */
  void bernoulli(double[] u, double[] p, double[] b);

  /** The antithetic pair b_i = 1[u_i &gt; 1 - p_i], then as many b'_i = 1[u_i &lt; p_i]. */
  void antithetic(double[] u, double[] p, double[] pair);

  /** log x for x above 0. */
  void log(double[] x, double[] out);

  /** tanh x. */
  void tanh(double[] x, double[] out);
}
