package io.thalweg.rl;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.support.Require;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The return of an action as the objective of an estimator: context c of the law is step c of the
 * episodes.
 *
 * <pre>
 *   f_c(a) = R_c - b_c         at the action that was taken
 *   f_c(a) = R of a branch - b_c   at any other: the episode is played on from step c with a
 * </pre>
 *
 * <p>An action is played once for each step, however often it is asked for. The later random
 * numbers of a branch are independent of all draws at step c, so that an estimator without bias has
 * none here.
 *
 * <p>Some steps may be left out, decided before anything is drawn there; f is one constant there,
 * and their gradients are to be replaced. A budget limits the branches of an episode. Let n steps
 * of it ask for more than their own action, and let m be the largest number of steps whose dearest
 * m fit into the budget. Then m of the n are drawn evenly, and
 *
 * <pre>
 *   f_c(a) = R_c - b_c + (chosen_c n / m) (R of a branch - R_c)
 * </pre>
 *
 * <p>Given all actions that are asked for, its mean is that without a budget, so that it adds
 * variance and no bias. It depends on nothing that was returned. Where a step was not chosen, f is
 * one constant, too.
 */
public final class Returns implements Objective {

  /** Plays on from steps with other actions. */
  @FunctionalInterface
  public interface Branches {

    /**
     * Computes the return of each branch.
     *
     * @param steps in ascending order
     * @param actions [branches x action size]
     */
    Answers play(int[] steps, double[] actions);
  }

  /**
   * Returns of actions.
   *
   * @param returns one for each action
   * @param slopes the derivative of each return in its action, [actions x action size]; empty where
   *     they are not known
   */
  public record Answers(double[] returns, double[] slopes) {

    /** Makes returns without derivatives. */
    public static Answers of(double... returns) {
      return new Answers(returns, new double[0]);
    }
  }

  private final Episodes episodes;
  private final Answers taken;
  private final double[] baselines;
  private final Branches branches;
  private final int budget;
  private final boolean[] asks;
  private final RandomGenerator random;
  private int played;

  /**
   * Makes an objective.
   *
   * @param taken R of each step
   * @param baselines b of each step, which must not depend on the action of the step or anything
   *     after it
   * @param budget the largest number of branches of an episode
   * @param asks whether a step is played on with other actions, [N]
   * @param random chooses the steps
   * @throws IllegalArgumentException if there is not one number for each step, or the budget is
   *     negative
   */
  public Returns(
      Episodes episodes,
      Answers taken,
      double[] baselines,
      Branches branches,
      int budget,
      boolean[] asks,
      RandomGenerator random) {
    Require.length("the array of returns", taken.returns(), episodes.steps());
    Require.length("the array of baselines", baselines, episodes.steps());
    this.episodes = episodes;
    this.taken = taken;
    this.baselines = baselines;
    this.branches = branches;
    this.budget = Require.atLeast(0, "the budget of branches", budget);
    this.asks = asks;
    this.random = random;
  }

  /**
   * Makes an objective that plays no branches: f is one constant at each step, whatever the action.
   *
   * @param advantages f of each step, [N]
   * @throws IllegalArgumentException if there is not one number for each step
   */
  public static Returns ofTaken(Episodes episodes, double[] advantages) {
    int steps = episodes.steps();
    return new Returns(
        episodes,
        Answers.of(advantages),
        new double[steps],
        (branching, actions) -> Answers.of(),
        0,
        new boolean[steps],
        new SplitMix(0));
  }

  /** The number of branches that were played. */
  public int played() {
    return played;
  }

  /** Returns f of the actions that were taken, R_c - b_c, [N]. */
  public double[] advantages() {
    double[] advantages = new double[baselines.length];
    Arrays.setAll(advantages, c -> taken.returns()[c] - baselines[c]);
    return advantages;
  }

  /**
   * Refuses, because an action alone does not say to which step it belongs.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public double value(double[] event) {
    throw new UnsupportedOperationException(
        "call evaluate(Events): an action alone does not say to which step it belongs");
  }

  @Override
  public Evaluation evaluate(Events events) {
    return Evaluation.of(answer(events).returns());
  }

  /** Returns this objective with its derivatives in the actions, which all answers must have. */
  public DifferentiableObjective smooth() {
    return DifferentiableObjective.ofBatch(events -> new Smooth(answer(events)));
  }

  /** Values and derivatives in the actions; there are no second derivatives. */
  private record Smooth(Answers answers) implements Linearization {

    @Override
    public double[] values() {
      return answers.returns();
    }

    @Override
    public double[] gradients() {
      return answers.slopes();
    }

    @Override
    public double[] curvatures(double[] directions) {
      throw new UnsupportedOperationException(
          "the return of an action has no second derivatives here");
    }

    @Override
    public void pullback(double[] weights) {}
  }

  private Answers answer(Events events) {
    if (events.contexts() != episodes.steps()) {
      throw new ObjectiveException(
          "there are %d steps, but the law has %d contexts"
              .formatted(episodes.steps(), events.contexts()));
    }
    AskedActions wanted = new AskedActions(episodes, events);
    double[] weights = weights(wanted);
    int[] chosen = wanted.rows(weights);
    Answers answers = branches(wanted, chosen);
    double[] own = advantages();
    double[] f = new double[events.count()];
    Arrays.setAll(f, row -> own[events.context(row)]);
    int size = taken.slopes().length / episodes.steps();
    double[] slopes = new double[f.length * size];
    wanted.taken(taken.slopes(), size, slopes);
    for (int b = 0; b < chosen.length; b++) {
      int c = events.context(chosen[b]);
      f[chosen[b]] += weights[c] * (answers.returns()[b] - taken.returns()[c]);
      for (int i = 0; i < size; i++) {
        slopes[chosen[b] * size + i] = weights[c] * answers.slopes()[b * size + i];
      }
    }
    wanted.repeat(f, 1);
    wanted.repeat(slopes, size);
    return new Answers(f, slopes);
  }

  private Answers branches(AskedActions wanted, int[] rows) {
    if (rows.length == 0) {
      return Answers.of();
    }
    int[] steps = new int[rows.length];
    Arrays.setAll(steps, b -> wanted.events.context(rows[b]));
    int size = wanted.events.size();
    double[] actions = new double[rows.length * size];
    for (int b = 0; b < rows.length; b++) {
      System.arraycopy(wanted.events.values(), rows[b] * size, actions, b * size, size);
    }
    played += rows.length;
    return branches.play(steps, actions);
  }

  /** The weight of each step: 0 where it was not chosen, or n / m. */
  private double[] weights(AskedActions wanted) {
    double[] weights = new double[episodes.steps()];
    for (int e = 0; e < episodes.count(); e++) {
      int from = episodes.first()[e];
      int[] asking =
          IntStream.range(from, episodes.first()[e + 1])
              .filter(c -> asks[c] && wanted.others[c] > 0)
              .toArray();
      int[] costs = Arrays.stream(asking).map(c -> wanted.others[c]).sorted().toArray();
      int most = 0;
      long sum = 0;
      while (most < asking.length && sum + costs[asking.length - 1 - most] <= budget) {
        sum += costs[asking.length - 1 - most++];
      }
      if (most == 0 && asking.length > 0) {
        throw new ObjectiveException(
            "a step asks for %d other actions, and the budget is %d branches of an episode"
                .formatted(costs[costs.length - 1], budget));
      }
      for (int i = 0; i < most; i++) {
        int other = i + random.nextInt(asking.length - i);
        int step = asking[other];
        asking[other] = asking[i];
        weights[step] = asking.length / (double) most;
      }
    }
    return weights;
  }
}
