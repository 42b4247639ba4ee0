package io.thalweg.rl.training;

import io.thalweg.rl.Episodes;
import io.thalweg.rl.policy.Policy;

/**
 * The square of the gradient of an episode in the parameters of the policy.
 *
 * <pre>
 *   loss = mean over the episodes of |G|^2,   G = sum_t w_t J_t^T g_t
 *   slope in g_t = 2 w_t J_t G / episodes
 * </pre>
 *
 * <p>It is what the surrogates of LAX and RELAX descend in the paper. Cost: for each episode one
 * pullback and one pushforward through the policy.
 *
 * <p>Source: Grathwohl et al. (2018), ICLR, arXiv:1711.00123.
 */
final class EpisodeLoss {

  private EpisodeLoss() {}

  /**
   * Computes the slopes of the loss in the gradients of all steps, [N x dimension].
   *
   * @param weights w_t, [N]
   * @param gradient g_t, [N x dimension]
   * @param outputs the policy at all steps
   */
  static double[] slopes(
      Episodes episodes,
      double[] weights,
      double[] gradient,
      Policy policy,
      Policy.Outputs outputs) {
    int dimension = gradient.length / weights.length;
    double[] slopes = new double[gradient.length];
    for (int e = 0; e < episodes.count(); e++) {
      int from = episodes.first()[e] * dimension;
      int to = episodes.first()[e + 1] * dimension;
      double[] own = new double[gradient.length];
      for (int i = from; i < to; i++) {
        own[i] = weights[i / dimension] * gradient[i];
      }
      outputs.pullback(own);
      double[] pushed = outputs.pushforward(policy.takeGradient());
      for (int i = from; i < to; i++) {
        slopes[i] = 2 * weights[i / dimension] * pushed[i] / episodes.count();
      }
    }
    return slopes;
  }
}
