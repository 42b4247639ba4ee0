package io.thalweg.rl.training;

import io.thalweg.rl.Branching;
import io.thalweg.rl.Credit;
import io.thalweg.rl.policy.Net;
import io.thalweg.support.Require;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a training.
 *
 * @param policy the network of the policy
 * @param critic the networks of critics and surrogates
 * @param surrogates the learning of surrogates
 * @param episodes the number of episodes of an update
 * @param credit the share of the rewards for which an action answers
 * @param standardised whether advantages are divided by their standard deviation in the update,
 *     after their mean is subtracted, which biases the gradient
 * @param entropy the weight of the entropy of each step
 * @param branching the budget of branches
 * @param divergence the KL divergence of a step of the policy, in nats, that its rate is adapted
 *     to; 0 leaves the rate alone
 */
public record Options(
    Net policy,
    Critics critic,
    Surrogates surrogates,
    int episodes,
    Credit credit,
    boolean standardised,
    double entropy,
    Branching branching,
    double divergence) {

  /**
   * The networks of critics and surrogates.
   *
   * @param net its layers and rate
   * @param scale the size of returns, by which a critic divides them
   * @param passes the number of descents of a critic in an update
   */
  public record Critics(Net net, double scale, int passes) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the scale is not above 0 or there is no pass
     */
    public Critics {
      Require.positive("the scale of values", scale);
      Require.atLeast(1, "the number of passes of the critic", passes);
    }
  }

  /**
   * The learning of surrogates.
   *
   * @param loss the square that a surrogate descends
   * @param memory the number of past updates from whose episodes a surrogate learns again; it adds
   *     no bias, because a surrogate may be in any state. Of no effect where an estimator asks for
   *     more than the return of the action taken
   */
  public record Surrogates(Loss loss, int memory) {

    /**
     * Checks the memory.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Surrogates {
      Require.atLeast(0, "the number of remembered updates", memory);
    }
  }

  /** Squares that a surrogate descends; g_t is the estimate of the gradient at step t. */
  public enum Loss {
    /** The mean over the steps of |g_t|^2. */
    STEP,
    /** The mean over the episodes of |sum_t w_t J_t^T g_t|^2, as in the papers. */
    EPISODE
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no episode, or the entropy's weight or the
   *     divergence is negative
   */
  public Options {
    Require.atLeast(1, "the number of episodes of an update", episodes);
    Require.atLeast(0, "the weight of the entropy", entropy);
    Require.atLeast(0, "the divergence of a step", divergence);
  }

  /**
   * Starts with a network for the policy and one for critics and surrogates, one episode an update,
   * rewards to go discounted by 0.99, no entropy, and sixteen branches of an episode.
   */
  public static Options of(Net policy, Net critic) {
    return new Options(
        policy,
        new Critics(critic, 1, 1),
        new Surrogates(Loss.STEP, 0),
        1,
        Credit.of(0.99),
        false,
        0,
        Branching.atMost(16),
        0);
  }

  /** Returns these settings with another policy. */
  public Options withPolicy(Net net) {
    return new Options(
        net, critic, surrogates, episodes, credit, standardised, entropy, branching, divergence);
  }

  /** Returns these settings with other critics. */
  public Options with(Critics other) {
    return new Options(
        policy, other, surrogates, episodes, credit, standardised, entropy, branching, divergence);
  }

  /** Returns these settings with surrogates that learn in another way. */
  public Options with(Surrogates other) {
    return new Options(
        policy, critic, other, episodes, credit, standardised, entropy, branching, divergence);
  }

  /** Returns these settings with another number of episodes of an update. */
  public Options withEpisodes(int number) {
    return new Options(
        policy, critic, surrogates, number, credit, standardised, entropy, branching, divergence);
  }

  /** Returns these settings with another rule of credit. */
  public Options with(Credit other) {
    return new Options(
        policy, critic, surrogates, episodes, other, standardised, entropy, branching, divergence);
  }

  /** Returns these settings with advantages that are standardised in each update. */
  public Options standardising() {
    return new Options(
        policy, critic, surrogates, episodes, credit, true, entropy, branching, divergence);
  }

  /** Returns these settings with another weight of the entropy. */
  public Options withEntropy(double weight) {
    return new Options(
        policy, critic, surrogates, episodes, credit, standardised, weight, branching, divergence);
  }

  /** Returns these settings with another budget of branches. */
  public Options with(Branching budget) {
    return new Options(
        policy, critic, surrogates, episodes, credit, standardised, entropy, budget, divergence);
  }

  /** Returns these settings with a rate that is adapted to a divergence of each step. */
  public Options withDivergence(double nats) {
    return new Options(
        policy, critic, surrogates, episodes, credit, standardised, entropy, branching, nats);
  }

  /** Returns all settings as they are written into results, by name. */
  public Map<String, String> byName() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("policy", policy.toString());
    all.put("critic", critic.net().toString());
    all.put("value scale", Double.toString(critic.scale()));
    all.put("critic passes", Integer.toString(critic.passes()));
    all.put("surrogate loss", surrogates.loss().toString());
    all.put("surrogate memory", Integer.toString(surrogates.memory()));
    all.put("episodes of an update", Integer.toString(episodes));
    all.put("gamma", Double.toString(credit.gamma()));
    all.put("lambda", Double.toString(credit.lambda()));
    all.put("discounted", Boolean.toString(credit.discounted()));
    all.put("truncation", credit.truncation().toString());
    all.put("standardised", Boolean.toString(standardised));
    all.put("entropy", Double.toString(entropy));
    all.put("branches", branching.toString());
    all.put("divergence", Double.toString(divergence));
    return all;
  }
}
