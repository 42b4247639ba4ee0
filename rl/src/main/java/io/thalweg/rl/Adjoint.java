package io.thalweg.rl;

import java.util.Arrays;

/**
 * The derivative of the return of every step in the action of the step.
 *
 * <pre>
 *   dR_t/da_t = dr/da + gamma (ds'/da)^T l_(t+1)
 *   l_t = dr/ds + gamma (ds'/ds)^T l_(t+1) + (da_t/ds_t)^T dR_t/da_t,   l_T = 0
 * </pre>
 *
 * <p>Later actions move with their observations, along the paths of the policy at fixed noise:
 * da_t/ds_t is a part of l_t.
 *
 * <p>Source: Werbos (1990), Proceedings of the IEEE 78(10), for backpropagation through time.
 */
public final class Adjoint {

  private Adjoint() {}

  /**
   * Computes dR_t/da_t, [N x action size]; cost: two vector-Jacobian products of each step.
   *
   * @param gamma the discount of a step
   * @param moves da_t / d observation_t at fixed noise, [N x action size x observations]
   * @throws IllegalArgumentException if a step of the episodes has no derivatives
   */
  public static double[] slopes(Episodes episodes, double gamma, double[] moves) {
    if (episodes.slopes().size() != episodes.steps()) {
      throw new IllegalArgumentException(
          "%d of %d steps have derivatives; all must, from a DifferentiableEnvironment"
              .formatted(episodes.slopes().size(), episodes.steps()));
    }
    int size = episodes.space().actionSize();
    double[] all = new double[episodes.steps() * size];
    for (int e = 0; e < episodes.count(); e++) {
      double[] after = {};
      for (int t = episodes.first()[e + 1] - 1; t >= episodes.first()[e]; t--) {
        DifferentiableEnvironment.Slopes step = episodes.slopes().get(t);
        double[] discounted = Arrays.copyOf(after, step.stateSize());
        for (int i = 0; i < discounted.length; i++) {
          discounted[i] *= gamma;
        }
        double[] state = new double[step.stateSize()];
        double[] action = new double[size];
        step.pullback(1, discounted, state, action);
        step.observation(moved(action, moves, t, episodes.space().observations()), state);
        System.arraycopy(action, 0, all, t * size, size);
        after = state;
      }
    }
    return all;
  }

  /** Carries the cotangent of an action to the observation. */
  private static double[] moved(double[] action, double[] moves, int t, int observations) {
    double[] observation = new double[observations];
    for (int k = 0; k < action.length; k++) {
      int from = (t * action.length + k) * observations;
      for (int i = 0; i < observations; i++) {
        observation[i] += action[k] * moves[from + i];
      }
    }
    return observation;
  }
}
