package io.thalweg.rl;

/**
 * An environment whose steps have derivatives, so that returns can be differentiated in actions.
 *
 * <p>It must be continuous: where a reward or a next state jumps as state or action change, the
 * derivatives on both sides do not tell by how much. Kinks do no harm. It must not terminate
 * either, because the rewards of all later steps would vanish at once.
 */
public interface DifferentiableEnvironment extends Environment {

  /**
   * The derivatives of the last step. Later steps do not change them, so that those of a whole
   * episode can be kept.
   */
  Slopes slopes();

  /** Derivatives of one step, reward and next state as functions of state and action. */
  interface Slopes {

    /** The number of coordinates of the state. */
    int stateSize();

    /**
     * Adds (d next / d state)^T c + c_r d reward / d state, and the same in the action.
     *
     * @param reward c_r, the cotangent of the reward
     * @param next c, the cotangent of the next state
     * @param state to which the cotangent of the state before the step is added
     * @param action to which the cotangent of the action is added
     */
    void pullback(double reward, double[] next, double[] state, double[] action);

    /**
     * Adds (d observation / d state)^T c, both before the step.
     *
     * @param observation c
     * @param state to which the cotangent of the state is added
     */
    void observation(double[] observation, double[] state);
  }
}
