package io.thalweg.dense;

import io.thalweg.support.Require;

/**
 * A function of each sum a of a layer, with its first two derivatives as functions of the result h.
 *
 * <pre>
 *   h = sigma(a),   slope(h) = sigma'(a),   bend(h) = sigma''(a) / sigma'(a)
 * </pre>
 *
 * <p>All derivatives of a network need no more: a layer keeps h alone. Where sigma' is zero, so
 * must be sigma'', and bend is then 0. At a kink, the derivatives are those from the left.
 */
public interface Activation {

  /** h = a. */
  Activation LINEAR = new Activations.Linear();

  /** h = tanh a. */
  Activation TANH = new Activations.Tanh();

  /** h = max(a, 0). */
  Activation RELU = new Activations.Rectifier(0);

  /** h = a above 0 and exp(a) - 1 below. Source: Clevert et al. (2016), arXiv:1511.07289. */
  Activation ELU = new Activations.Elu("ELU", 1, 1);

  /**
   * h = s a above 0 and s alpha (exp(a) - 1) below, s = 1.0507 and alpha = 1.6733. Source:
   * Klambauer et al. (2017), NeurIPS, arXiv:1706.02515.
   */
  Activation SELU = new Activations.Elu("SELU", 1.050701f, 1.6732632f);

  /**
   * Returns h = a above 0 and a times the slope below.
   *
   * @throws IllegalArgumentException if the slope is not finite and above 0
   */
  static Activation leakyRelu(double slope) {
    return new Activations.Rectifier((float) Require.positive("the slope below 0", slope));
  }

  /** Replaces the first {@code count} numbers a by h. */
  void apply(float[] a, int count);

  /** Multiplies each of the first {@code count} numbers of x by slope(h). */
  void timesSlope(float[] x, float[] h, int count);

  /**
   * Carries the second derivative through the layer, for the first {@code count} numbers.
   *
   * <pre>
   *   x = slope(h) x + bend(h) d t
   * </pre>
   *
   * @param d the derivative of the result in a, slope(h) included
   * @param t the tangent of a
   */
  void bend(float[] x, float[] h, float[] d, float[] t, int count);
}
