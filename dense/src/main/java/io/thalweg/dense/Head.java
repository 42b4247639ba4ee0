package io.thalweg.dense;

import io.thalweg.support.Require;

/**
 * A number f made of the outputs o of a network at one row, with its first two derivatives in them.
 *
 * <p>Each row belongs to a context, such as an image that a decoder is to reconstruct. A head holds
 * the data of each context. Several threads call it at once, so it must not store anything between
 * calls. An array holds several rows one after the other; a call is about the row that starts at
 * {@code at}.
 */
public interface Head {

  /** The length of the scratch array that {@link #value} is given. */
  int SCRATCH = 16;

  /** Returns the number of outputs of a row. */
  int outputs();

  /** Returns the number of contexts, or 0 if f is the same function in all contexts. */
  int contexts();

  /**
   * Returns f at one row, and puts its slopes df/do in place of the outputs.
   *
   * @param outputs [.. outputs ..] from {@code at} on, to be overwritten
   * @param scratch {@link #SCRATCH} numbers to be overwritten
   */
  double value(int context, float[] outputs, int at, float[] scratch);

  /**
   * Puts the derivative of the slopes along a tangent in place of the tangent.
   *
   * <pre>
   *   t = H t,   H the Hessian of f in o
   * </pre>
   *
   * @param t [.. outputs ..] from {@code at} on, to be overwritten
   * @param slopes what {@link #value} put in place of the outputs
   * @param outputs those of the row if {@link #keepsOutputs}, else any numbers
   */
  void bend(int context, float[] t, float[] slopes, float[] outputs, int at);

  /**
   * Returns whether {@link #bend} needs the outputs besides their slopes. Keeping them takes memory
   * and time.
   */
  default boolean keepsOutputs() {
    return true;
  }

  /**
   * Returns the log-probability of bits whose logits are the outputs.
   *
   * <pre>
   *   f = sum_i x_i o_i - softplus(o_i)
   * </pre>
   *
   * @param x [contexts x outputs], which may be any number in [0, 1]; it is copied
   * @throws IllegalArgumentException if x is not of that length
   */
  static Head bernoulli(double[] x, int contexts) {
    return bernoulli(floats("the array of bits", x, contexts), contexts);
  }

  /** Does the same over an array that is not copied and must not change. */
  static Head bernoulli(float[] x, int contexts) {
    return new Heads.Bernoulli(x, x.length / contexts);
  }

  /**
   * Returns the log-probability of a label under the softmax of the outputs.
   *
   * <pre>
   *   f = o_y - log sum_j exp o_j
   * </pre>
   *
   * @param labels y of each context, from 0 on; they are copied
   * @param categories as many as outputs
   * @throws IllegalArgumentException if there is no label or one is no category
   */
  static Head categorical(int[] labels, int categories) {
    Require.atLeast(1, "the number of labels", labels.length);
    for (int c = 0; c < labels.length; c++) {
      if (labels[c] < 0 || labels[c] >= categories) {
        throw new IllegalArgumentException(
            "label %d is %d; it must be at least 0 and below %d"
                .formatted(c, labels[c], categories));
      }
    }
    return new Heads.Categorical(labels.clone(), categories);
  }

  /**
   * Returns the log-density of numbers whose means, and then log standard deviations, are the
   * outputs.
   *
   * <pre>
   *   f = sum_i -(y_i - m_i)^2 / (2 e^(2 s_i)) - s_i - log(2 pi) / 2,   o = (m, s)
   * </pre>
   *
   * @param y [contexts x size], half as many as outputs; it is copied
   * @throws IllegalArgumentException if y is not of that length
   */
  static Head gaussian(double[] y, int contexts) {
    return new Heads.Gaussian(floats("the array of numbers", y, contexts), y.length / contexts);
  }

  /** Returns the only output itself. */
  static Head identity() {
    return Heads.IDENTITY;
  }

  private static float[] floats(String what, double[] numbers, int contexts) {
    Require.atLeast(1, "the number of contexts", contexts);
    if (numbers.length == 0 || numbers.length % contexts != 0) {
      throw new IllegalArgumentException(
          "%s has %d numbers; it must have as many of each of %d contexts, and one at least"
              .formatted(what, numbers.length, contexts));
    }
    float[] copy = new float[numbers.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) numbers[i];
    }
    return copy;
  }
}
