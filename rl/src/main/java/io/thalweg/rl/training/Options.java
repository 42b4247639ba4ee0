package io.thalweg.rl.training;

import io.thalweg.dense.Activation;
import io.thalweg.rl.Credit;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a training.
 *
 * @param policy the network of the policy
 * @param critic the network of critics and surrogates
 * @param valueScale the size of returns, by which a critic divides them
 * @param criticPasses the number of descents of the critic in an update
 * @param episodes the number of episodes of an update
 * @param credit the share of the rewards for which an action answers
 * @param entropy the weight of the entropy of each step
 * @param branches the largest number of branches of an episode
 */
public record Options(
    Net policy,
    Net critic,
    double valueScale,
    int criticPasses,
    int episodes,
    Credit credit,
    double entropy,
    int branches) {

  /**
   * A network with a linear output.
   *
   * @param rate the learning rate of Adam
   * @param activation of the hidden layers
   * @param units of each hidden layer, shared and not copied
   */
  public record Net(double rate, Activation activation, int... units) {

    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public Net {
      Require.positive("the learning rate", rate);
    }

    @Override
    public String toString() {
      return "%s %s, rate %s".formatted(activation, Arrays.toString(units), rate);
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the scale is not above 0, there is no episode or no pass,
   *     or the entropy's weight or the budget is negative
   */
  public Options {
    Require.positive("the scale of values", valueScale);
    Require.atLeast(1, "the number of passes of the critic", criticPasses);
    Require.atLeast(1, "the number of episodes of an update", episodes);
    Require.atLeast(0, "the weight of the entropy", entropy);
    Require.atLeast(0, "the budget of branches", branches);
  }

  /**
   * Starts with two networks, one episode an update, rewards to go, no entropy, and sixteen
   * branches of an episode.
   */
  public static Options of(Net policy, Net critic) {
    return new Options(policy, critic, 1, 1, 1, Credit.of(0.99), 0, 16);
  }

  /** Returns these settings with returns of another size, and other passes of the critic. */
  public Options withCritic(double scale, int passes) {
    return new Options(policy, critic, scale, passes, episodes, credit, entropy, branches);
  }

  /** Returns these settings with another number of episodes of an update. */
  public Options withEpisodes(int number) {
    return new Options(policy, critic, valueScale, criticPasses, number, credit, entropy, branches);
  }

  /** Returns these settings with another rule of credit. */
  public Options with(Credit other) {
    return new Options(
        policy, critic, valueScale, criticPasses, episodes, other, entropy, branches);
  }

  /** Returns these settings with another weight of the entropy. */
  public Options withEntropy(double weight) {
    return new Options(
        policy, critic, valueScale, criticPasses, episodes, credit, weight, branches);
  }

  /** Returns these settings with another budget of branches for an episode. */
  public Options withBranches(int most) {
    return new Options(policy, critic, valueScale, criticPasses, episodes, credit, entropy, most);
  }

  /** Returns all settings by name. */
  public Map<String, String> byName() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("policy", policy.toString());
    all.put("critic", critic.toString());
    all.put("value scale", Double.toString(valueScale));
    all.put("critic passes", Integer.toString(criticPasses));
    all.put("episodes of an update", Integer.toString(episodes));
    all.put("gamma", Double.toString(credit.gamma()));
    all.put("lambda", Double.toString(credit.lambda()));
    all.put("discounted", Boolean.toString(credit.discounted()));
    all.put("truncation", credit.truncation().toString());
    all.put("entropy", Double.toString(entropy));
    all.put("branches", Integer.toString(branches));
    return all;
  }
}
