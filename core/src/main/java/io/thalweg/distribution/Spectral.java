package io.thalweg.distribution;

/**
 * A variable with closed mean, variance and characteristic function phi(t) = E exp(i t y), y = x or
 * another coordinate of the law.
 *
 * <p>Each comes with its derivatives in theta_0, theta_1, ... A law of such variables is {@link
 * io.thalweg.Characteristic} if it says so and returns {@link Independent#spectra} as its
 * characteristic functions.
 */
public interface Spectral extends Variable {

  /**
   * Writes mean and variance, then their derivatives: [1 + parameters of the variable][mean,
   * variance].
   */
  void moments(double[] out);

  /** Writes phi(t), then its derivatives: [1 + parameters of the variable][real, imaginary]. */
  void characteristic(double t, double[] out);

  /** Writes phi = exp(re + i im). */
  static void exp(double re, double im, double[] out) {
    double modulus = Math.exp(re);
    out[0] = modulus * Math.cos(im);
    out[1] = modulus * Math.sin(im);
  }

  /** Writes the derivative in theta_j of the phi that was written, from that of log phi. */
  static void derivative(int j, double re, double im, double[] out) {
    out[2 + 2 * j] = out[0] * re - out[1] * im;
    out[3 + 2 * j] = out[0] * im + out[1] * re;
  }
}
