package io.thalweg.rl.environment;

import java.util.function.UnaryOperator;

/** The classical method of Runge and Kutta, of order 4. */
final class RungeKutta {

  private RungeKutta() {}

  /**
   * Makes one step of an equation of motion.
   *
   * @param slopes the derivative in time of a state
   */
  static double[] step(double[] state, double seconds, UnaryOperator<double[]> slopes) {
    double[] k1 = slopes.apply(state);
    double[] k2 = slopes.apply(along(state, seconds / 2, k1));
    double[] k3 = slopes.apply(along(state, seconds / 2, k2));
    double[] k4 = slopes.apply(along(state, seconds, k3));
    double[] next = new double[state.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = state[i] + seconds / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }
    return next;
  }

  private static double[] along(double[] state, double seconds, double[] slopes) {
    double[] moved = new double[state.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = state[i] + seconds * slopes[i];
    }
    return moved;
  }
}
