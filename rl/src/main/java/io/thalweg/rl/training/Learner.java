package io.thalweg.rl.training;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Tunable;
import io.thalweg.dense.DenseNetwork;
import io.thalweg.dense.Rule;
import io.thalweg.estimator.Settings;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Returns;
import io.thalweg.rl.Space;
import io.thalweg.rl.ValueFunction;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.Critic;
import io.thalweg.rl.policy.Net;
import io.thalweg.rl.policy.Policy;
import io.thalweg.support.Numbers;
import io.thalweg.surrogate.Observed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Everything of a method that learns besides the policy: its estimator, whose surrogates and
 * baselines see the observation, and its critic.
 */
final class Learner {

  private final Options options;
  private final Observed.Sight sight = new Observed.Sight();
  private final Estimator<Distribution, Objective> estimator;
  private final Optional<Critic> critic;
  private final Space space;
  private final boolean remembers;
  private final Deque<Past> memory = new ArrayDeque<>();

  /**
   * Makes a learner.
   *
   * @param streams makes the random numbers for the weights of a name
   */
  Learner(
      Method method,
      ActionLaw actions,
      Space space,
      Options options,
      Function<String, RandomGenerator> streams) {
    this.options = options;
    this.space = space;
    this.remembers = options.surrogates().memory() > 0 && !method.needsSlopes();
    int seen = space.observations();
    Settings settings =
        Settings.defaults()
            .withRate(options.critic().net().rate())
            .withNetworks((inputs, random) -> new Observed(network(inputs + seen, random), sight));
    this.estimator =
        method
            .recipe()
            .create(
                actions.law(new double[actions.dimension()]),
                method.objective(),
                settings,
                streams.apply("surrogate"));
    boolean guesses = method.baseline() == Method.Baseline.CRITIC || options.credit().usesValues();
    this.critic =
        guesses
            ? Optional.of(
                new Critic(
                    network(seen, streams.apply("critic")),
                    options.critic().scale(),
                    options.critic().passes()))
            : Optional.empty();
  }

  private DenseNetwork network(int inputs, RandomGenerator random) {
    Net net = options.critic().net();
    return new DenseNetwork(random, Rule.adam(net.rate()), net.layers(inputs, 1));
  }

  Estimator<Distribution, Objective> estimator() {
    return estimator;
  }

  ValueFunction values() {
    return critic.isPresent() ? critic.get() : ValueFunction.ZERO;
  }

  /** Shows the observations that surrogates and baselines are to see. */
  void show(Episodes episodes) {
    sight.show(episodes.observations(), episodes.steps());
  }

  /**
   * Learns from the estimates of an update, which must not be used for any further gradient, and
   * again from past updates.
   *
   * @param outputs the policy at the steps of these episodes
   * @param random draws what surrogates see of past episodes
   */
  void learn(
      Episodes episodes,
      PolicyGradient.Steps steps,
      Policy policy,
      Policy.Outputs outputs,
      RandomGenerator random) {
    learn(episodes, steps.estimate(), steps.gradient(), policy, outputs);
    if (estimator.learner().isPresent() && remembers) {
      for (Past past : memory) {
        relearn(past, policy, random);
      }
      memory.addLast(new Past(episodes, steps.advantages()));
      if (memory.size() > options.surrogates().memory()) {
        memory.removeFirst();
      }
    }
    critic.ifPresent(values -> values.learn(episodes.observations(), steps.returns()));
  }

  private void learn(
      Episodes episodes,
      Estimate estimate,
      double[] gradient,
      Policy policy,
      Policy.Outputs outputs) {
    Optional<Adaptive> part = estimator.learner();
    if (options.surrogates().loss() == Options.Loss.EPISODE
        && part.isPresent()
        && part.get() instanceof Tunable tunable) {
      double[] weights = options.credit().weights(episodes);
      tunable.learn(estimate, EpisodeLoss.slopes(episodes, weights, gradient, policy, outputs));
    } else {
      part.ifPresent(learner -> learner.learn(estimate));
    }
  }

  /** Learns from what a past action would tell under the present policy. */
  private void relearn(Past past, Policy policy, RandomGenerator random) {
    Episodes episodes = past.episodes();
    int steps = episodes.steps();
    show(episodes);
    try (Policy.Outputs outputs = policy.at(episodes.observations(), steps)) {
      Drawn law = outputs.law(policy.actions());
      Returns known = Returns.ofTaken(episodes, past.advantages());
      Estimate estimate =
          estimator.estimate(law.given(Events.of(episodes.actions(), law.shape())), known, random);
      // Returns of other actions than those taken are not known, and constants would be learned.
      if (estimate.evaluations() == steps) {
        learn(episodes, estimate, estimate.gradient(), policy, outputs);
      }
    }
  }

  /** The episodes of a past update, with the advantages of their actions. */
  private record Past(Episodes episodes, double[] advantages) {}

  void save(DataOutput out) throws IOException {
    Optional<Adaptive> part = estimator.learner();
    if (part.isPresent()) {
      part.get().save(out);
    }
    if (critic.isPresent()) {
      critic.get().save(out);
    }
    out.writeInt(memory.size());
    for (Past past : memory) {
      past.episodes().save(out);
      Numbers.write(out, past.advantages());
    }
  }

  void load(DataInput in) throws IOException {
    Optional<Adaptive> part = estimator.learner();
    if (part.isPresent()) {
      part.get().load(in);
    }
    if (critic.isPresent()) {
      critic.get().load(in);
    }
    memory.clear();
    for (int left = in.readInt(); left > 0; left--) {
      Episodes episodes = Episodes.load(space, in);
      double[] advantages = new double[episodes.steps()];
      Numbers.read(in, advantages);
      memory.addLast(new Past(episodes, advantages));
    }
  }
}
