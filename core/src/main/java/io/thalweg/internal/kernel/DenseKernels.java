package io.thalweg.internal.kernel;

/**
 * Loops over numbers of single precision where the time of dense networks goes, matrix products
 * apart.
 *
 * <p>In two forms that are equal to the last bit, as {@link Kernels} are: {@link Single} says which
 * operations they carry out. A sum is that of {@link #PARTIAL_SUMS} partial sums, of which number j
 * adds up the terms j, j + 16, j + 32 and so on; those are added by halves.
 */
public interface DenseKernels {

  /** The length of the array that a sum is made in. */
  int PARTIAL_SUMS = 16;

  /** The form of this machine. */
  static DenseKernels get() {
    return Chosen.DENSE_KERNELS;
  }

  /** x = tanh x for the first {@code count} numbers. */
  void tanh(float[] x, int count);

  /**
   * The log-probability of one row of Bernoulli variables, and its slopes in place of the logits.
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
   * sum_i a_i b_i over two rows.
   *
   * @param a [columns] from {@code from} on
   * @param b [columns] from {@code at} on
   * @param sums of {@link #PARTIAL_SUMS}, to be overwritten
   */
  float dot(float[] a, int from, float[] b, int at, int columns, float[] sums);
}
