package io.thalweg.rl;

import io.thalweg.support.Require;
import java.util.Optional;

/**
 * The share of an episode's rewards for which an action answers.
 *
 * <pre>
 *   R_t = r_t + gamma [(1 - lambda) V(s_(t+1)) + lambda R_(t+1)]
 *   after the last step:  0 if the episode terminated,
 *                         V(s_T) if a limit cut it off and {@link Truncation#BOOTSTRAP} is chosen
 *   weight of step t:     gamma^t, or 1
 * </pre>
 *
 * <p>With lambda = 1, R_t is the reward to go. R_t - V(s_t) is then the advantage of A2C, and for
 * other lambda that of GAE, with a bias unless V is the value of the policy.
 *
 * <p>Two directions have the name of a policy gradient. With weights gamma^t it is the gradient of
 * E sum_t gamma^t r_t. With weights 1, which nearly all published code uses, it is the gradient of
 * no function unless gamma = 1: sum_t E[grad log pi(a_t | s_t) Q(s_t, a_t)].
 *
 * <p>Source: Sutton et al. (2000), NeurIPS; Schulman et al. (2016), ICLR, arXiv:1506.02438, for
 * lambda; Nota &amp; Thomas (2020), AAMAS, arXiv:1906.07073, for the two directions.
 *
 * @param gamma the discount of a step, of (0, 1]
 * @param lambda of [0, 1]
 * @param discounted whether step t has the weight gamma^t
 * @param truncation the meaning of a limit of time
 */
public record Credit(double gamma, double lambda, boolean discounted, Truncation truncation) {

  /** The meaning of an episode that a limit has cut off. */
  public enum Truncation {
    /** The limit is part of the problem: nothing comes after it. */
    AS_TERMINATION,
    /** The episode would have gone on: V of the observation after the last step stands for it. */
    BOOTSTRAP
  }

  /**
   * Makes a rule.
   *
   * @throws IllegalArgumentException if gamma is not of (0, 1] or lambda not of [0, 1]
   */
  public Credit {
    Require.atMost(1, "gamma", Require.positive("gamma", gamma));
    Require.atMost(1, "lambda", Require.atLeast(0, "lambda", lambda));
    Require.given("the meaning of a limit of time", truncation);
  }

  /** Makes the usual rule: rewards to go, all steps of weight 1, a limit ends the episode. */
  public static Credit of(double gamma) {
    return new Credit(gamma, 1, false, Truncation.AS_TERMINATION);
  }

  /**
   * The reason why the estimate is a biased one of the gradient of E sum_t gamma^t r_t; empty if it
   * is unbiased.
   */
  public Optional<String> bias() {
    if (usesValues()) {
      return Optional.of("returns are guessed by a critic");
    }
    return discounted || gamma == 1
        ? Optional.empty()
        : Optional.of("of another estimand: steps are not weighted by gamma^t");
  }

  /** Whether returns depend on V, because some rewards are guessed in place of played. */
  public boolean usesValues() {
    return lambda < 1 || truncation == Truncation.BOOTSTRAP;
  }

  /**
   * Computes R_t of every step, [N].
   *
   * @param values V, which is asked only if {@link #usesValues}
   */
  public double[] returns(Episodes episodes, ValueFunction values) {
    int steps = episodes.steps();
    double[] v = lambda < 1 ? values.at(episodes.observations(), steps) : new double[steps];
    double[] last =
        truncation == Truncation.BOOTSTRAP
            ? values.at(episodes.last(), episodes.count())
            : new double[episodes.count()];
    double[] returns = new double[steps];
    for (int e = 0; e < episodes.count(); e++) {
      double value = episodes.terminated()[e] ? 0 : last[e];
      double next = value;
      for (int t = episodes.first()[e + 1] - 1; t >= episodes.first()[e]; t--) {
        next = episodes.rewards()[t] + gamma * ((1 - lambda) * value + lambda * next);
        returns[t] = next;
        value = v[t];
      }
    }
    return returns;
  }

  /** Computes the weight of every step, [N]. */
  public double[] weights(Episodes episodes) {
    double[] weights = new double[episodes.steps()];
    for (int e = 0; e < episodes.count(); e++) {
      double weight = 1;
      for (int t = episodes.first()[e]; t < episodes.first()[e + 1]; t++) {
        weights[t] = weight;
        weight *= discounted ? gamma : 1;
      }
    }
    return weights;
  }
}
