package io.thalweg.internal.kernel;

/**
 * The single-precision loops in which dense networks spend most of their time beside matrix
 * products.
 *
 * <p>As with {@link Kernels}, there are two implementations with results that are equal to the last
 * bit: {@link Single} defines the operations. A sum consists of {@link #PARTIAL_SUMS} partial sums.
 * Partial sum j adds the terms j, j + 16, j + 32 and so on; the partial sums are then added in
 * halves.
 */
public interface DenseKernels {

  /** The number of partial sums of a sum. */
  int PARTIAL_SUMS = 16;

  /** The implementation for this machine. */
  static DenseKernels get() {
    return Chosen.DENSE_KERNELS;
  }

  /** Sets x to tanh x for the first {@code count} numbers. */
  void tanh(float[] x, int count);

  /**
   * Computes the log-probability of one row of Bernoulli variables and replaces the logits by its
   * slopes.
   *
   * <pre>
   *   sum_i x_i l_i - softplus(l_i),   l_i = x_i - sigmoid(l_i)
   * </pre>
   *
   * @param logits l, [columns] from {@code from} on; overwritten
   * @param x [columns] from {@code at} on
   * @param sums of {@link #PARTIAL_SUMS}, to be overwritten
   */
  float logBernoulli(float[] logits, int from, float[] x, int at, int columns, float[] sums);

  /**
   * Computes sum_i a_i b_i over two rows.
   *
   * @param a [columns] from {@code from} on
   * @param b [columns] from {@code at} on
   * @param sums of {@link #PARTIAL_SUMS}, to be overwritten
   */
  float dot(float[] a, int from, float[] b, int at, int columns, float[] sums);
}
