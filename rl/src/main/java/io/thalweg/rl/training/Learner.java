package io.thalweg.rl.training;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.DenseNetwork;
import io.thalweg.dense.Rule;
import io.thalweg.estimator.Settings;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Space;
import io.thalweg.rl.ValueFunction;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.Critic;
import io.thalweg.rl.policy.Observed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
    int seen = space.observations();
    Settings settings =
        Settings.defaults()
            .withRate(options.critic().rate())
            .withNetworks((inputs, random) -> new Observed(network(inputs + seen, random), sight));
    this.estimator =
        method
            .recipe()
            .create(
                actions.law(new double[actions.dimension()]),
                Objective.class,
                settings,
                streams.apply("surrogate"));
    boolean guesses = method.baseline() == Method.Baseline.CRITIC || options.credit().usesValues();
    this.critic =
        guesses
            ? Optional.of(
                new Critic(
                    network(seen, streams.apply("critic")),
                    options.valueScale(),
                    options.criticPasses()))
            : Optional.empty();
  }

  private DenseNetwork network(int inputs, RandomGenerator random) {
    Architecture layers = Architecture.of(inputs);
    for (int units : options.critic().units()) {
      layers = layers.then(units, options.critic().activation());
    }
    return new DenseNetwork(
        random, Rule.adam(options.critic().rate()), layers.then(1, Activation.LINEAR));
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

  /** Learns from an estimate, which must not be used for any further gradient. */
  void learn(Episodes episodes, Estimate estimate) {
    estimator.learner().ifPresent(part -> part.learn(estimate));
    if (critic.isPresent()) {
      double[] returns = options.credit().returns(episodes, critic.get());
      critic.get().learn(episodes.observations(), returns);
    }
  }

  void save(DataOutput out) throws IOException {
    Optional<Adaptive> part = estimator.learner();
    if (part.isPresent()) {
      part.get().save(out);
    }
    if (critic.isPresent()) {
      critic.get().save(out);
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
  }
}
