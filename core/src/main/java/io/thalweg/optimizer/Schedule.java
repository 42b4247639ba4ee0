package io.thalweg.optimizer;

import io.thalweg.support.Require;

/**
 * A learning rate for each step t = 1, 2, ..
 *
 * <pre>
 *   Schedule.cosine(1e-3, 1e-5, 10_000).warmUp(500)
 * </pre>
 */
@FunctionalInterface
public interface Schedule {

  /** Returns the rate of a step, which is finite and at least 0; the first step is 1. */
  double rate(int step);

  /**
   * Returns the same rate for all steps.
   *
   * @throws IllegalArgumentException if the rate is not finite and above 0
   */
  static Schedule constant(double rate) {
    return new Schedules.Constant(Require.positive("the learning rate", rate));
  }

  /**
   * Returns a rate that is multiplied by a factor once in so many steps.
   *
   * <pre>
   *   rate * factor^floor((t - 1) / every)
   * </pre>
   *
   * @throws IllegalArgumentException if a number is not finite and above 0
   */
  static Schedule steps(double rate, int every, double factor) {
    return new Schedules.Steps(
        Require.positive("the learning rate", rate),
        Require.atLeast(1, "the number of steps between two rates", every),
        Require.positive("the factor of the learning rate", factor));
  }

  /**
   * Returns a rate that is multiplied by a factor at every step.
   *
   * <pre>
   *   rate * factor^(t - 1)
   * </pre>
   *
   * @throws IllegalArgumentException if a number is not finite and above 0
   */
  static Schedule exponential(double rate, double factor) {
    return steps(rate, 1, factor);
  }

  /**
   * Returns a rate that falls along half a cosine to the last one, and stays there.
   *
   * <pre>
   *   last + (rate - last) (1 + cos(pi (t - 1) / steps)) / 2
   * </pre>
   *
   * <p>Source: Loshchilov &amp; Hutter (2017), ICLR, arXiv:1608.03983.
   *
   * @throws IllegalArgumentException if the rate is not finite and above 0, the last one not
   *     between 0 and the rate, or there are fewer than one step
   */
  static Schedule cosine(double rate, double last, int steps) {
    Require.positive("the learning rate", rate);
    Require.atMost(rate, "the last learning rate", Require.atLeast(0.0, "the last rate", last));
    return new Schedules.Cosine(rate, last, Require.atLeast(1, "the number of steps", steps));
  }

  /**
   * Returns this schedule with rates that grow from near 0 over the first steps.
   *
   * <pre>
   *   rate(t) min(1, t / steps)
   * </pre>
   *
   * @throws IllegalArgumentException if there are fewer than one step
   */
  default Schedule warmUp(int steps) {
    return new Schedules.WarmUp(this, Require.atLeast(1, "the number of steps", steps));
  }
}
