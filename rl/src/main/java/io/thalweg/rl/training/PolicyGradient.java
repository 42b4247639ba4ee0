package io.thalweg.rl.training;

import io.thalweg.Drawn;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.rl.Actor;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Player;
import io.thalweg.rl.Returns;
import io.thalweg.rl.ValueFunction;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.Policy;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * The gradient of a policy from episodes, by any estimator.
 *
 * <pre>
 *   phi_t = policy(s_t; theta),   g_t = estimate of grad_phi E f_t(a), a ~ q(phi_t),
 *   f_t(a) = return from step t on after a, less b_t
 *   g = 1/E sum over episodes and steps of w_t J_t^T (g_t + entropy grad H(phi_t)),   J_t = dphi_t / dtheta
 * </pre>
 *
 * <p>All steps of all episodes are contexts of one law, of which the actions have been drawn
 * already, so that one estimate serves them all. Bias: that of the estimator; besides, a return
 * that is guessed (lambda below 1, or a limit that is bootstrapped) has the bias of the guess.
 */
public final class PolicyGradient {

  private final Player player;
  private final Estimator<? super Drawn, ? super Objective> estimator;
  private final Credit credit;
  private final Method.Baseline baseline;
  private final int budget;
  private final double entropy;
  private long branches;

  /**
   * Makes a gradient.
   *
   * @param player plays on where the estimator asks for other actions
   * @param budget the largest number of branches of an episode
   * @param entropy the weight of the entropy of each step
   */
  public PolicyGradient(
      Player player,
      Estimator<? super Drawn, ? super Objective> estimator,
      Credit credit,
      Method.Baseline baseline,
      int budget,
      double entropy) {
    this.player = player;
    this.estimator = estimator;
    this.credit = credit;
    this.baseline = baseline;
    this.budget = budget;
    this.entropy = entropy;
  }

  /** The number of branches that were played so far. */
  public long branches() {
    return branches;
  }

  /** Goes on counting from an earlier state. */
  public void resume(long branchesBefore) {
    branches = branchesBefore;
  }

  /**
   * Estimates the gradient in the parameters of the law of every step.
   *
   * @param outputs the policy at the observations of all steps
   * @param actor draws the actions of branches, at the same parameters
   * @param values of states, where returns are guessed or the baseline is a critic
   * @return the estimate of the estimator, from which it can learn
   */
  public Estimate estimate(
      Episodes episodes,
      ActionLaw actions,
      Policy.Outputs outputs,
      Actor actor,
      ValueFunction values,
      RandomGenerator random) {
    double[] taken = credit.returns(episodes, values);
    Returns returns =
        new Returns(
            episodes,
            taken,
            baselines(episodes, taken, values),
            (steps, other) -> {
              Episodes tails = player.branch(episodes, steps, other, actor, random);
              double[] all = credit.returns(tails, values);
              double[] first = new double[tails.count()];
              for (int b = 0; b < first.length; b++) {
                first[b] = all[tails.first()[b]];
              }
              return first;
            },
            budget,
            random);
    Drawn law = outputs.law(actions);
    Estimate estimate =
        estimator.estimate(law.given(Events.of(episodes.actions(), law.shape())), returns, random);
    branches += returns.played();
    return estimate;
  }

  /**
   * Computes the slopes of the objective in the parameters of the law of every step, to be pulled
   * back through the policy, [N x dimension].
   */
  public double[] ascent(
      Episodes episodes, ActionLaw actions, double[] parameters, double[] gradient) {
    double[] weights = credit.weights(episodes);
    double[] ascent = new double[gradient.length];
    int dimension = gradient.length / weights.length;
    for (int i = 0; i < ascent.length; i++) {
      ascent[i] = weights[i / dimension] * gradient[i] / episodes.count();
    }
    if (entropy > 0) {
      double[] own = new double[dimension];
      for (int t = 0; t < weights.length; t++) {
        System.arraycopy(parameters, t * dimension, own, 0, dimension);
        double factor = entropy * weights[t] / episodes.count();
        actions.addEntropy(own, factor, ascent, t * dimension);
      }
    }
    return ascent;
  }

  private double[] baselines(Episodes episodes, double[] returns, ValueFunction values) {
    return switch (baseline) {
      case NONE -> new double[returns.length];
      case CRITIC -> values.at(episodes.observations(), episodes.steps());
      case OTHER_EPISODES -> others(episodes, returns);
    };
  }

  /** The mean return of the other episodes from the same step on; 0 from an ended one. */
  private static double[] others(Episodes episodes, double[] returns) {
    int count = Require.atLeast(2, "the number of episodes of an update", episodes.count());
    double[] baselines = new double[returns.length];
    for (int e = 0; e < count; e++) {
      for (int t = 0; t < episodes.length(e); t++) {
        double sum = 0;
        for (int other = 0; other < count; other++) {
          boolean lasts = other != e && t < episodes.length(other);
          sum += lasts ? returns[episodes.first()[other] + t] : 0;
        }
        baselines[episodes.first()[e] + t] = sum / (count - 1);
      }
    }
    return baselines;
  }
}
