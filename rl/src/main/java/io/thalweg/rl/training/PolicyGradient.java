package io.thalweg.rl.training;

import io.thalweg.Drawn;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.estimator.flow.OptimalFlow;
import io.thalweg.rl.Actor;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Player;
import io.thalweg.rl.Returns;
import io.thalweg.rl.ValueFunction;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.Policy;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The gradient of a policy from episodes, by any estimator.
 *
 * <pre>
 *   phi_t = policy(s_t; theta),   g_t = estimate of grad_phi E f_t(a), a ~ q(phi_t)
 *   f_t(a) = (return from step t on after a, less b_t + m) / s
 *   g = 1/E sum over episodes and steps of w_t J_t^T (g_t + entropy grad H(phi_t)),   J_t = dphi_t / dtheta
 * </pre>
 *
 * <p>All steps of all episodes are contexts of one law, of which the actions have been drawn
 * already, so that one estimate serves them all. m is 0 and s is 1 unless advantages are
 * standardised. Steps of an episode depend on each other, so that an estimator may share nothing
 * between contexts but what it has learned before. Bias: that of the estimator, that of the credit,
 * that of standardised advantages, and the entropy.
 */
public final class PolicyGradient {

  /** The reason for the bias of standardised advantages. */
  public static final String STANDARDISED = "advantages are standardised by their own batch";

  /** The reason for the bias of an estimator whose contexts share what they are fitted to. */
  public static final String POOLED =
      "weights are fitted on other steps of the episode, which depend on the action";

  private static final String ENTROPY = "the entropy of the policy is added";

  private final Player player;
  private final Estimator<? super Drawn, ? super Objective> estimator;
  private final Method.Baseline baseline;
  private final Options options;
  private final boolean smooth;
  private long branches;

  /**
   * Makes a gradient.
   *
   * @param player plays on where the estimator asks for other actions
   * @param baseline what is subtracted from the return of each step
   * @param options of which credit, standardisation, entropy and branching are read
   * @param smooth whether the estimator needs the derivatives of returns in the actions
   */
  public PolicyGradient(
      Player player,
      Estimator<? super Drawn, ? super Objective> estimator,
      Method.Baseline baseline,
      Options options,
      boolean smooth) {
    this.player = player;
    this.estimator = estimator;
    this.baseline = baseline;
    this.options = options;
    this.smooth = smooth;
  }

  /** The number of branches that were played so far. */
  public long branches() {
    return branches;
  }

  /** Goes on counting from an earlier state. */
  public void resume(long branchesBefore) {
    branches = branchesBefore;
  }

  /** The reasons why it is no unbiased estimate of the gradient of E sum_t gamma^t r_t. */
  public Optional<String> bias() {
    Optional<String> pooled =
        Optional.of(POOLED).filter(reason -> OptimalFlow.class.isInstance(estimator));
    Optional<String> scaled = Optional.of(STANDARDISED).filter(reason -> options.standardised());
    Optional<String> added = Optional.of(ENTROPY).filter(reason -> options.entropy() > 0);
    String all =
        Stream.of(estimator.bias(), pooled, options.credit().bias(), scaled, added)
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return Optional.of(all).filter(reasons -> !reasons.isEmpty());
  }

  /**
   * Estimates the gradient in the parameters of the law of every step.
   *
   * @param outputs the policy at the observations of all steps
   * @param actor draws the actions of branches, at the same parameters
   * @param values of states, where returns are guessed or the baseline is a critic
   * @throws IllegalArgumentException if advantages of fewer than two steps are to be standardised,
   *     there is no other episode for a baseline, or derivatives of returns are needed and a critic
   *     guesses them
   */
  public Steps estimate(
      Episodes episodes,
      Policy policy,
      Policy.Outputs outputs,
      Actor actor,
      ValueFunction values,
      RandomGenerator random) {
    StepReturns stepReturns = new StepReturns(policy, options.credit(), values, smooth);
    Returns.Answers taken = stepReturns.of(episodes, outputs);
    double[] subtracted = baselines(episodes, taken.returns(), values);
    Standardisation scale =
        options.standardised()
            ? Standardisation.of(taken.returns(), subtracted)
            : Standardisation.none();
    boolean[] asks = asks(episodes.steps(), random);
    Returns returns =
        new Returns(
            episodes,
            scale.apply(taken),
            scale.applyTo(subtracted),
            (steps, other) ->
                scale.apply(
                    stepReturns.first(player.branch(episodes, steps, other, actor, random))),
            options.branching().most(),
            asks,
            random);
    Drawn law = outputs.law(policy.actions());
    Events drawn = Events.of(episodes.actions(), law.shape());
    Objective f = smooth ? returns.smooth() : returns;
    Estimate estimate = estimator.estimate(law.given(drawn), f, random);
    branches += returns.played();
    return new Steps(
        estimate,
        replaced(estimate.gradient(), asks, law, drawn, returns.advantages()),
        taken.returns(),
        returns.advantages());
  }

  /**
   * An estimate for all steps.
   *
   * @param estimate of the estimator, from which it can learn
   * @param gradient in the parameters of the law of every step, [N x dimension]
   * @param returns of the actions that were taken, [N]
   * @param advantages f_t of the actions that were taken, [N]
   */
  public record Steps(
      Estimate estimate, double[] gradient, double[] returns, double[] advantages) {}

  /** Decides by coins which steps are played on; nothing is drawn where all are. */
  private boolean[] asks(int steps, RandomGenerator random) {
    boolean[] asks = new boolean[steps];
    for (int t = 0; t < steps; t++) {
      double share = options.branching().share();
      asks[t] = share == 1 || random.nextDouble() < share;
    }
    return asks;
  }

  /** Puts REINFORCE's gradients in place of those of steps that do not ask. */
  private static double[] replaced(
      double[] gradient, boolean[] asks, Drawn law, Events drawn, double[] advantages) {
    double[] other = advantages.clone();
    boolean all = true;
    for (int t = 0; t < asks.length; t++) {
      all &= asks[t];
      other[t] = asks[t] ? 0 : other[t];
    }
    if (all) {
      return gradient;
    }
    double[] replaced = law.weightedScore(drawn, other);
    for (int i = 0; i < replaced.length; i++) {
      replaced[i] = asks[i / law.dimension()] ? gradient[i] : replaced[i];
    }
    return replaced;
  }

  /**
   * Computes the slopes of the objective in the parameters of the law of every step, to be pulled
   * back through the policy, [N x dimension].
   *
   * @param parameters of the law, [N x dimension]
   */
  public double[] ascent(
      Episodes episodes, ActionLaw actions, double[] parameters, double[] gradient) {
    double[] weights = options.credit().weights(episodes);
    double[] ascent = new double[gradient.length];
    int dimension = gradient.length / weights.length;
    for (int i = 0; i < ascent.length; i++) {
      ascent[i] = weights[i / dimension] * gradient[i] / episodes.count();
    }
    if (options.entropy() > 0) {
      double factor = options.entropy() / episodes.count();
      new StepLaws(actions, parameters).addEntropies(weights, factor, ascent);
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
