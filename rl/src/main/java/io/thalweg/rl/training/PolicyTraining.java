package io.thalweg.rl.training;

import io.thalweg.dense.Rule;
import io.thalweg.rl.Actor;
import io.thalweg.rl.Environment;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Player;
import io.thalweg.rl.Space;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.NetworkPolicy;
import io.thalweg.rl.policy.Policy;
import io.thalweg.rl.wrapper.Normalizer;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The training of a policy on a task with one method, and what is measured on the way.
 *
 * <p>A step is one update: episodes are played, all estimates are made, then everything learns, and
 * last the policy moves. Nothing that was learned from an episode has a part in its own gradient.
 *
 * <pre>{@code
 * Task task = Tasks.CARTPOLE.task();
 * Run<PolicyTraining> run = PolicyTraining.run(task, Method.find("a2c").orElseThrow(), options, 1);
 * while (run.training().solvedAfter().isEmpty()) {
 *   run.step();
 * }
 * Actor trained = run.training().policy().greedy();
 * }</pre>
 */
public final class PolicyTraining implements Training {

  /** Name of the number of training episodes so far. */
  public static final String EPISODES = "episodes";

  /** Name of the steps of the environment so far, those of branches and replays included. */
  public static final String STEPS = "environment steps";

  /** Name of the mean return of the last 100 training episodes; NaN before the first. */
  public static final String RETURN = "return";

  /** Name of the mean return of evaluation episodes in which actions are drawn. */
  public static final String SAMPLED = "evaluation, sampled";

  /** Name of the mean return of evaluation episodes in which the likeliest action is taken. */
  public static final String GREEDY = "evaluation, greedy";

  /** Name of the mean entropy of the policy in the evaluation episodes, in nats. */
  public static final String ENTROPY = "entropy";

  /** Name of the mean logarithm of the running variance of the gradient; NaN before the first. */
  public static final String LOG_VARIANCE = "log-variance";

  /** Name of the number of branches so far. */
  public static final String BRANCHES = "branches";

  private static final int EVALUATIONS = 20;

  private final long seed;
  private final Task task;
  private final Method method;
  private final Options options;
  private final Player player;
  private final NetworkPolicy policy;
  private final Learner learner;
  private final PolicyGradient gradient;
  private final AdaptiveRate rate;
  private final RecentReturns returns;
  private final Normalizer normalizer;
  private final GradientVariance variance = new GradientVariance();

  /**
   * Makes a fresh policy.
   *
   * @throws IllegalArgumentException if the method does not fit the actions of the task
   */
  public PolicyTraining(Task task, Method method, Options options, long seed) {
    this.seed = seed;
    this.task = task;
    this.method = method;
    this.options = options;
    this.normalizer = new Normalizer(task.environments().get().space().observations());
    Supplier<? extends Environment> environments =
        task.normalized() ? normalizer.around(task.environments()) : task.environments();
    Optional<String> misfit = method.misfit(environments.get());
    if (misfit.isPresent()) {
      throw new IllegalArgumentException(
          "%s does not fit %s: %s".formatted(method.id(), task.id(), misfit.get()));
    }
    this.player = new Player(environments, task.limit());
    this.returns = new RecentReturns(task.solved());
    this.rate = new AdaptiveRate(options.policy().rate(), options.divergence());
    Space space = player.space();
    ActionLaw actions = method.actions(space);
    this.policy =
        new NetworkPolicy(
            actions,
            space.observations(),
            options.policy(),
            Rule.adam(at -> rate.value()),
            stream("policy"));
    this.learner = new Learner(method, actions, space, options, this::stream);
    this.gradient =
        new PolicyGradient(
            player, learner.estimator(), method.baseline(), options, method.needsSlopes());
  }

  /** Makes a run of its own for a fresh policy, with the name of the method. */
  public static Run<PolicyTraining> run(Task task, Method method, Options options, long seed) {
    return new Run<>(method.id(), seed, s -> new PolicyTraining(task, method, options, s));
  }

  /** The policy at its present parameters. */
  public NetworkPolicy policy() {
    return policy;
  }

  /** The number of training episodes after which the task first counted as solved. */
  public OptionalLong solvedAfter() {
    long episodes = returns.solvedEpisodes();
    return episodes == 0 ? OptionalLong.empty() : OptionalLong.of(episodes);
  }

  /** The number of steps of the environment after which the task first counted as solved. */
  public OptionalLong stepsToSolve() {
    return returns.solvedEpisodes() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(returns.solvedSteps());
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("task", task.id());
    settings.put("limit", Integer.toString(task.limit()));
    if (task.normalized()) {
      settings.put("observations", "normalised");
    }
    settings.put("method", method.id());
    settings.putAll(options.byName());
    return settings;
  }

  @Override
  public void step(int step) {
    SplitMix random = stream("update " + step);
    Actor actor = policy.sampling();
    Episodes episodes = player.play(actor, options.episodes(), random);
    learner.show(episodes);
    try (Policy.Outputs outputs = policy.at(episodes.observations(), episodes.steps())) {
      ActionLaw actions = policy.actions();
      PolicyGradient.Steps steps =
          gradient.estimate(episodes, policy, outputs, actor, learner.values(), random);
      learner.learn(episodes, steps, policy, outputs, random);
      double[] before = outputs.parameters().clone();
      double[] descent = gradient.ascent(episodes, actions, before, steps.gradient());
      Arrays.setAll(descent, i -> -descent[i]);
      outputs.pullback(descent);
      policy.step();
      if (rate.isAdaptive()) {
        rate.follow(divergence(episodes, new StepLaws(actions, before)));
      }
    }
    variance.add(policy.gradient());
    for (int e = 0; e < episodes.count(); e++) {
      returns.add(episodes.total(e), player.steps());
    }
    // Not before: within an update all observations are shown by one mean and deviation.
    normalizer.update();
  }

  private double divergence(Episodes episodes, StepLaws before) {
    try (Policy.Outputs outputs = policy.at(episodes.observations(), episodes.steps())) {
      return before.meanDivergence(outputs.parameters());
    }
  }

  /**
   * Plays evaluation episodes, which are no part of the training and always have the same seeds.
   *
   * @param actor such as {@link NetworkPolicy#sampling} or {@link NetworkPolicy#greedy}
   * @throws io.thalweg.rl.EpisodeException if an environment fails
   */
  public Episodes evaluate(Actor actor, int count) {
    return new Player(environments(), task.limit()).play(actor, count, stream("evaluation"));
  }

  /**
   * The environments as the policy is used to seeing them. What they show has no part in the
   * running mean and deviation of the training.
   */
  public Supplier<? extends Environment> environments() {
    return task.normalized() ? normalizer.frozen(task.environments()) : task.environments();
  }

  @Override
  public Map<String, Double> measure(int step) {
    Episodes sampled = evaluate(policy.sampling(), EVALUATIONS);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(EPISODES, (double) player.played());
    values.put(STEPS, (double) player.steps());
    values.put(RETURN, returns.mean());
    values.put(SAMPLED, sampled.meanTotal());
    values.put(GREEDY, evaluate(policy.greedy(), EVALUATIONS).meanTotal());
    values.put(ENTROPY, entropy(sampled));
    values.put(LOG_VARIANCE, variance.logVariance());
    values.put(BRANCHES, (double) gradient.branches());
    return values;
  }

  private double entropy(Episodes episodes) {
    try (Policy.Outputs outputs = policy.at(episodes.observations(), episodes.steps())) {
      return new StepLaws(policy.actions(), outputs.parameters()).meanEntropy();
    }
  }

  /** Writes the policy, which {@link NetworkPolicy#read} reads, and everything that has learned. */
  @Override
  public void save(DataOutput out) throws IOException {
    policy.save(out);
    out.writeLong(player.played());
    out.writeLong(player.steps());
    out.writeLong(gradient.branches());
    rate.save(out);
    returns.save(out);
    variance.save(out);
    normalizer.save(out);
    learner.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    policy.load(in);
    player.resume(in.readLong(), in.readLong());
    gradient.resume(in.readLong());
    rate.load(in);
    returns.load(in);
    variance.load(in);
    normalizer.load(in);
    learner.load(in);
  }

  private SplitMix stream(String name) {
    return Streams.named(seed, name);
  }
}
