package io.thalweg.rl.training;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.dense.Activation;
import io.thalweg.rl.Actor;
import io.thalweg.rl.Branching;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Player;
import io.thalweg.rl.ValueFunction;
import io.thalweg.rl.policy.Net;
import io.thalweg.rl.policy.Policy;
import io.thalweg.surrogate.Observed;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A whole update of a policy, from episodes to the gradient in its own parameters.
 *
 * @param sight shows surrogates what is observed
 * @param options of which credit, branching, standardisation and entropy are used
 */
record Update(
    Player player,
    Policy policy,
    Estimator<Distribution, Objective> estimator,
    Observed.Sight sight,
    Method.Baseline baseline,
    ValueFunction values,
    Options options) {

  /** An update without a baseline, a critic or entropy, whose episodes may have any branches. */
  static Update of(
      Player player, Policy policy, Estimator<Distribution, Objective> estimator, Credit credit) {
    Net unused = Net.of(1, Activation.TANH, 1);
    return new Update(
        player,
        policy,
        estimator,
        new Observed.Sight(),
        Method.Baseline.NONE,
        ValueFunction.ZERO,
        Options.of(unused, unused).with(credit).with(Branching.all()));
  }

  Update with(Options other) {
    return new Update(player, policy, estimator, sight, baseline, values, other);
  }

  Update with(Observed.Sight other) {
    return new Update(player, policy, estimator, other, baseline, values, options);
  }

  Update with(Method.Baseline other, ValueFunction guess) {
    return new Update(player, policy, estimator, sight, other, guess, options);
  }

  Update with(Credit credit) {
    return with(options.with(credit));
  }

  Update with(Branching branching) {
    return with(options.with(branching));
  }

  private PolicyGradient made() {
    return new PolicyGradient(player, estimator, baseline, options, false);
  }

  /** Plays episodes and estimates the gradient in the parameters of the policy. */
  double[] gradient(int episodes, RandomGenerator random) {
    Actor actor = policy.sampling();
    return gradient(player.play(actor, episodes, random), actor, random, slopes -> slopes);
  }

  /**
   * Estimates the gradient from episodes.
   *
   * @param actor plays branches
   * @param reweighted changes the slopes in the parameters of the law of each step
   */
  double[] gradient(
      Episodes episodes, Actor actor, RandomGenerator random, UnaryOperator<double[]> reweighted) {
    sight.show(episodes.observations(), episodes.steps());
    try (Policy.Outputs outputs = policy.at(episodes.observations(), episodes.steps())) {
      double[] estimate =
          made().estimate(episodes, policy, outputs, actor, values, random).gradient();
      return pulledBack(episodes, outputs, estimate, reweighted);
    }
  }

  private double[] pulledBack(
      Episodes episodes,
      Policy.Outputs outputs,
      double[] estimate,
      UnaryOperator<double[]> reweighted) {
    double[] slopes = made().ascent(episodes, policy.actions(), outputs.parameters(), estimate);
    outputs.pullback(reweighted.apply(slopes));
    return policy.takeGradient();
  }

  /**
   * Plays episodes and estimates the gradient in the parameters of the policy, in both directions
   * that have the name of a policy gradient.
   *
   * @return that with weights of 1, then that with weights of gamma^t
   */
  double[] both(int episodes, RandomGenerator random) {
    Actor actor = policy.sampling();
    Episodes played = player.play(actor, episodes, random);
    sight.show(played.observations(), played.steps());
    try (Policy.Outputs outputs = policy.at(played.observations(), played.steps())) {
      double[] estimate =
          made().estimate(played, policy, outputs, actor, values, random).gradient();
      double[] usual = weighted(false).pulledBack(played, outputs, estimate, slopes -> slopes);
      double[] discounted = weighted(true).pulledBack(played, outputs, estimate, slopes -> slopes);
      double[] both = Arrays.copyOf(usual, 2 * usual.length);
      System.arraycopy(discounted, 0, both, usual.length, usual.length);
      return both;
    }
  }

  private Update weighted(boolean discounted) {
    Credit credit = options.credit();
    return with(new Credit(credit.gamma(), credit.lambda(), discounted, credit.truncation()));
  }
}
