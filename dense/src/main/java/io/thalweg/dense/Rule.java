package io.thalweg.dense;

import io.thalweg.optimizer.Schedule;

/**
 * A way for an optimiser to turn a gradient into a step, as a value.
 *
 * <pre>
 *   new Optimizer(parameters, Rule.adam(1e-3))
 *   new Optimizer(parameters, new SgdRule(Schedule.cosine(0.1, 0, 1_000), 0.9, 0))
 * </pre>
 */
public interface Rule {

  /** Returns how many numbers it keeps for each parameter; all start at 0. */
  int moments();

  /** Returns what is done at a step; the first is 1. */
  Update at(int step);

  /** One step, which threads carry out for a block of the parameters at a time. */
  @FunctionalInterface
  interface Update {

    /**
     * Changes a block of parameters and their moments.
     *
     * @param parameters those of the block, the first {@code count} of the array
     * @param gradient in the parameters of the block; to be read, not written
     * @param moments those of all parameters; the block's begin at {@code at}
     */
    void descend(float[] parameters, float[] gradient, int count, float[][] moments, int at);
  }

  /**
   * Returns Adam with its usual constants and no decay.
   *
   * @throws IllegalArgumentException if the rate is not finite and above 0
   */
  static AdamRule adam(double rate) {
    return adam(Schedule.constant(rate));
  }

  /** Returns Adam with its usual constants and no decay, at scheduled rates. */
  static AdamRule adam(Schedule rate) {
    return new AdamRule(rate, 0.9, 0.999, 1e-8, 0);
  }

  /** Returns RAdam with its usual constants and no decay. */
  static RadamRule radam(Schedule rate) {
    return new RadamRule(rate, 0.9, 0.999, 1e-8, 0);
  }

  /** Returns plain stochastic gradient descent. */
  static SgdRule sgd(Schedule rate) {
    return new SgdRule(rate, 0, 0);
  }
}
