package io.thalweg.rl.training;

import io.thalweg.Drawn;
import io.thalweg.Events;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.KnownWorld;
import io.thalweg.rl.Returns;
import io.thalweg.rl.Space;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.BernoulliActions;
import io.thalweg.rl.policy.CategoricalActions;
import io.thalweg.rl.policy.GaussianActions;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Two states in which every action is taken once: context s A + i is state s with action i.
 *
 * <p>Weighted by the probabilities of the actions, the estimates given each action add up to their
 * mean, without sampling of actions. Continuous actions stand on a fine grid, whose trapezoidal
 * sums are exact to rounding for smooth functions.
 *
 * @param parameters of the law in each state
 * @param taken the actions, [contexts x size]
 * @param weights their probabilities, [contexts]
 * @param exact the gradient of E Q in the parameters of each state
 */
record AllActions(
    ActionLaw actions, double[][] parameters, double[] taken, double[] weights, double[] exact) {

  // Where a continuous action is on a grid: from -9 to 9 standard deviations.
  private static final double REACH = 9;

  /** The value of an action in a state. */
  double q(int state, double[] a) {
    return 3 * state + 2 * Math.cos(phase(state, a));
  }

  private double phase(int state, double[] a) {
    double phase = 1 + 3 * state;
    for (int v = 0; v < a.length; v++) {
      phase += frequency(v) * a[v];
    }
    return phase;
  }

  private double frequency(int variable) {
    return actions instanceof GaussianActions ? 0.9 - 0.4 * variable : 1.7 + variable;
  }

  static AllActions of(ActionLaw actions) {
    return of(actions, 0.6, new double[2]);
  }

  /**
   * Takes all actions, continuous ones on a grid.
   *
   * @param step the distance of actions in standard deviations
   * @param shifts of the grid in each variable, in steps, of 0 .. 1; the mean over all shifts is
   *     exact for functions with kinks, too
   */
  static AllActions of(ActionLaw actions, double step, double[] shifts) {
    int size = actions.best(new double[actions.dimension()]).length;
    double[][] parameters = new double[2][actions.dimension()];
    for (int s = 0; s < 2; s++) {
      for (int i = 0; i < parameters[s].length; i++) {
        parameters[s][i] = 0.8 * Math.sin(2 + 5 * s + 2.3 * i);
      }
    }
    double[][] each =
        actions instanceof GaussianActions ? grid(size, step, shifts) : outcomes(actions, size);
    int contexts = 2 * each.length;
    AllActions all =
        new AllActions(
            actions,
            parameters,
            new double[contexts * size],
            new double[contexts],
            new double[2 * actions.dimension()]);
    for (int c = 0; c < contexts; c++) {
      all.take(c, each[c % each.length], step);
    }
    return all;
  }

  private static double[][] outcomes(ActionLaw actions, int size) {
    int values = actions instanceof CategoricalActions categorical ? categorical.choices() : 2;
    double[][] outcomes = new double[(int) Math.round(Math.pow(values, size))][size];
    for (int i = 0; i < outcomes.length; i++) {
      int rest = i;
      for (int v = 0; v < size; v++) {
        outcomes[i][v] = rest % values;
        rest /= values;
      }
    }
    return outcomes;
  }

  /** Standard normal noise on a grid. */
  private static double[][] grid(int size, double step, double[] shifts) {
    int nodes = 2 * (int) (REACH / step) + 1;
    double[][] grid = new double[size == 1 ? nodes : nodes * nodes][size];
    for (int i = 0; i < grid.length; i++) {
      int rest = i;
      for (int v = 0; v < size; v++) {
        grid[i][v] = step * (rest % nodes - nodes / 2 + shifts[v]);
        rest /= nodes;
      }
    }
    return grid;
  }

  /** Notes an action, its probability and its part of the exact gradient. */
  private void take(int context, double[] outcome, double step) {
    int state = 2 * context / weights.length;
    double[] own = parameters[state];
    double[] action = outcome.clone();
    double[] score = new double[own.length];
    double p = 1;
    for (int v = 0; v < action.length; v++) {
      if (actions instanceof CategoricalActions categorical) {
        int choices = categorical.choices();
        double[][] logits = {Arrays.copyOfRange(own, v * choices, (v + 1) * choices)};
        double[] pi = KnownWorld.softmax(logits)[0];
        p *= pi[(int) action[v]];
        for (int k = 0; k < choices; k++) {
          score[v * choices + k] = (action[v] == k ? 1 : 0) - pi[k];
        }
      } else if (actions instanceof BernoulliActions) {
        double one = 1 / (1 + Math.exp(-own[v]));
        p *= action[v] == 1 ? one : 1 - one;
        score[v] = action[v] - one;
      } else {
        double sd = Math.exp(own[action.length + v]);
        p *= step * Math.exp(-0.5 * action[v] * action[v]) / Math.sqrt(2 * Math.PI);
        score[v] = action[v] / sd;
        score[action.length + v] = action[v] * action[v] - 1;
        action[v] = own[v] + sd * action[v];
      }
    }
    System.arraycopy(action, 0, taken, context * action.length, action.length);
    weights[context] = p;
    for (int i = 0; i < score.length; i++) {
      exact[state * score.length + i] += p * q(state, action) * score[i];
    }
  }

  int contexts() {
    return weights.length;
  }

  int state(int context) {
    return 2 * context / contexts();
  }

  private int size() {
    return taken.length / contexts();
  }

  /** The law of all contexts, given the actions that were taken. */
  Drawn law() {
    double[] all = new double[contexts() * actions.dimension()];
    for (int c = 0; c < contexts(); c++) {
      System.arraycopy(parameters[state(c)], 0, all, c * actions.dimension(), actions.dimension());
    }
    Drawn law = actions.law(all);
    return law.given(Events.of(taken, law.shape()));
  }

  /** The state of each context, as an observation. */
  double[] observations() {
    double[] observations = new double[contexts()];
    Arrays.setAll(observations, this::state);
    return observations;
  }

  /**
   * The returns of episodes of three steps, less a number of each state.
   *
   * @param noise the standard deviation of each return about Q
   */
  Returns returns(double noise, RandomGenerator random) {
    double[] baselines = new double[contexts()];
    int[] all = new int[contexts()];
    boolean[] asked = new boolean[contexts()];
    for (int c = 0; c < contexts(); c++) {
      baselines[c] = 3 * state(c) - 0.5;
      all[c] = c;
      asked[c] = true;
    }
    return new Returns(
        episodes(),
        answers(all, taken, noise, random),
        baselines,
        (steps, others) -> answers(steps, others, noise, random),
        Integer.MAX_VALUE,
        asked,
        random);
  }

  /** Q of actions, with noise, and its derivatives where actions are continuous. */
  private Returns.Answers answers(
      int[] steps, double[] others, double noise, RandomGenerator random) {
    double[] returns = new double[steps.length];
    double[] slopes = new double[actions instanceof GaussianActions ? others.length : 0];
    for (int b = 0; b < returns.length; b++) {
      double[] action = Arrays.copyOfRange(others, b * size(), (b + 1) * size());
      returns[b] = q(state(steps[b]), action) + noise * random.nextGaussian();
      for (int v = 0; v < size() && slopes.length > 0; v++) {
        slopes[b * size() + v] = -2 * Math.sin(phase(state(steps[b]), action)) * frequency(v);
      }
    }
    return new Returns.Answers(returns, slopes);
  }

  private Episodes episodes() {
    int count = (contexts() + 2) / 3;
    int[] first = new int[count + 1];
    Arrays.setAll(first, e -> Math.min(3 * e, contexts()));
    double[] numbers = new double[contexts()];
    return new Episodes(
        space(),
        new long[count],
        first,
        observations(),
        taken,
        numbers,
        new boolean[count],
        new double[count],
        List.of());
  }

  private Space space() {
    if (actions instanceof GaussianActions) {
      double[] bounds = new double[size()];
      return Space.continuous(1, bounds, bounds);
    }
    int choices = actions instanceof CategoricalActions categorical ? categorical.choices() : 2;
    return Space.discrete(1, size(), choices);
  }

  /** Adds up estimates of all contexts, weighted by the probabilities of the actions. */
  double[] mean(double[] gradient) {
    double[] mean = new double[exact.length];
    int dimension = actions.dimension();
    for (int i = 0; i < gradient.length; i++) {
      int c = i / dimension;
      mean[state(c) * dimension + i % dimension] += weights[c] * gradient[i];
    }
    return mean;
  }

  /** The natural scale of the gradient, the mean of both states. */
  double scale() {
    double[] means = new double[2];
    double scores = 0;
    for (int c = 0; c < contexts(); c++) {
      means[state(c)] += weights[c] * q(state(c), action(c));
    }
    double variance = 0;
    double[] ones = new double[contexts()];
    Arrays.fill(ones, 1);
    double[] score = law().weightedScore(Events.of(taken, law().shape()), ones);
    for (int c = 0; c < contexts(); c++) {
      double above = q(state(c), action(c)) - means[state(c)];
      variance += weights[c] * above * above / 2;
      for (int i = 0; i < actions.dimension(); i++) {
        double one = score[c * actions.dimension() + i];
        scores += weights[c] * one * one / 2;
      }
    }
    return Math.sqrt(variance * scores);
  }

  private double[] action(int context) {
    return Arrays.copyOfRange(taken, context * size(), (context + 1) * size());
  }

  @Override
  public String toString() {
    return actions.toString();
  }
}
