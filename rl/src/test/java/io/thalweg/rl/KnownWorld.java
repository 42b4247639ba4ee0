package io.thalweg.rl;

import io.thalweg.rl.environment.TabularWorld;
import io.thalweg.support.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A tabular world with a policy, of which every expectation follows by dynamic programming.
 *
 * @param start the probability of each state at the start
 * @param next [states][actions][states]; what is left of 1 ends the episode
 * @param rewards [states][actions]
 * @param last the reward for an end in each state
 * @param pi the probability of each action in each state
 * @param gamma the discount
 * @param limit the number of steps
 * @param beyond the value of each state after the limit
 */
public record KnownWorld(
    double[] start,
    double[][][] next,
    double[][] rewards,
    double[] last,
    double[][] pi,
    double gamma,
    int limit,
    double[] beyond) {

  /**
   * A way through the world: states[T] is the one after the last step, or the one that was left.
   */
  public record Trajectory(
      int[] states, int[] actions, double[] rewards, boolean terminated, double probability) {}

  public static double[][] softmax(double[][] logits) {
    return Arrays.stream(logits).map(KnownWorld::softmax).toArray(double[][]::new);
  }

  private static double[] softmax(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
  }

  public int states() {
    return start.length;
  }

  public int actions() {
    return rewards[0].length;
  }

  public KnownWorld withLimit(int steps, double[] after) {
    return new KnownWorld(start, next, rewards, last, pi, gamma, steps, after);
  }

  public KnownWorld withGamma(double discount) {
    return new KnownWorld(start, next, rewards, last, pi, discount, limit, beyond);
  }

  /** The world with the first actions alone, under another policy. */
  public KnownWorld withPolicy(double[][] other) {
    int kept = other[0].length;
    return new KnownWorld(
        start,
        Arrays.stream(next).map(rows -> Arrays.copyOf(rows, kept)).toArray(double[][][]::new),
        Arrays.stream(rewards).map(row -> Arrays.copyOf(row, kept)).toArray(double[][]::new),
        last,
        other,
        gamma,
        limit,
        beyond);
  }

  /** Makes environments fast, by copies. */
  public Supplier<TabularWorld> environments() {
    TabularWorld world = new TabularWorld(start, next, rewards, last);
    return () -> world.copy(new SplitMix(0));
  }

  private double end(int s, int a) {
    return 1 - Arrays.stream(next[s][a]).sum();
  }

  private double reward(int s, int a) {
    return rewards[s][a] + end(s, a) * last[s];
  }

  /** Q[t][s][a]. */
  public double[][][] q() {
    return q(1, new double[limit][states()]);
  }

  /**
   * The mean of the lambda-return with guesses of V[t][s], t below the limit; after the limit comes
   * the value beyond.
   *
   * <pre>
   *   Q_t = r + gamma E[(1 - lambda) guess_(t+1) + lambda E Q_(t+1)]
   * </pre>
   */
  public double[][][] q(double lambda, double[][] guesses) {
    double[][][] q = new double[limit][states()][actions()];
    double[] after = beyond;
    for (int t = limit - 1; t >= 0; t--) {
      for (int s = 0; s < states(); s++) {
        for (int a = 0; a < actions(); a++) {
          q[t][s][a] = reward(s, a) + gamma * dot(next[s][a], after);
        }
      }
      after = new double[states()];
      for (int s = 0; s < states(); s++) {
        after[s] = (1 - lambda) * guesses[t][s] + lambda * dot(pi[s], q[t][s]);
      }
    }
    return q;
  }

  /** V[t][s], t below the limit. */
  public double[][] v() {
    double[][][] q = q();
    double[][] v = new double[limit][states()];
    for (int t = 0; t < limit; t++) {
      for (int s = 0; s < states(); s++) {
        v[t][s] = dot(pi[s], q[t][s]);
      }
    }
    return v;
  }

  /** V of the start. */
  public double value() {
    return dot(start, v()[0]);
  }

  /** V[s] without a limit. */
  public double[] forever() {
    return withLimit(2_000, new double[states()]).v()[0];
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** P(the episode is in s at step t), [t][s]. */
  public double[][] visits() {
    double[][] visits = new double[limit][states()];
    visits[0] = start.clone();
    for (int t = 1; t < limit; t++) {
      for (int s = 0; s < states(); s++) {
        for (int a = 0; a < actions(); a++) {
          for (int to = 0; to < states(); to++) {
            visits[t][to] += visits[t - 1][s] * pi[s][a] * next[s][a][to];
          }
        }
      }
    }
    return visits;
  }

  /** The gradient in the logits of the policy, [states x actions]. */
  public double[] gradient(boolean discounted) {
    return gradient(discounted, q());
  }

  /**
   * The direction that follows from any Q.
   *
   * <pre>
   *   sum_t w_t visits_t(s) pi(a | s) [Q_t(s, a) - sum_b pi(b | s) Q_t(s, b)]
   * </pre>
   */
  public double[] gradient(boolean discounted, double[][][] q) {
    double[][] visits = visits();
    double[] gradient = new double[states() * actions()];
    double weight = 1;
    for (int t = 0; t < limit; t++) {
      for (int s = 0; s < states(); s++) {
        double v = dot(pi[s], q[t][s]);
        for (int a = 0; a < actions(); a++) {
          gradient[s * actions() + a] += weight * visits[t][s] * pi[s][a] * (q[t][s][a] - v);
        }
      }
      weight *= discounted ? gamma : 1;
    }
    return gradient;
  }

  /**
   * The natural scale of a gradient: its bound by Cauchy and Schwarz.
   *
   * <pre>
   *   sqrt(Var R_0  E sum_t |score(a_t | s_t)|^2)
   * </pre>
   */
  public double scale() {
    double[] squares = Arrays.stream(beyond).map(v -> v * v).toArray();
    double[][] v = v();
    for (int t = limit - 1; t >= 0; t--) {
      double[] after = t == limit - 1 ? beyond : v[t + 1];
      double[] now = new double[states()];
      for (int s = 0; s < states(); s++) {
        for (int a = 0; a < actions(); a++) {
          double r = rewards[s][a];
          double ended = end(s, a) * (r + last[s]) * (r + last[s]);
          double going = 0;
          for (int to = 0; to < states(); to++) {
            double square = r * r + 2 * gamma * r * after[to] + gamma * gamma * squares[to];
            going += next[s][a][to] * square;
          }
          now[s] += pi[s][a] * (ended + going);
        }
      }
      squares = now;
    }
    double variance = dot(start, squares) - value() * value();
    double scores = 0;
    for (double[] visited : visits()) {
      for (int s = 0; s < states(); s++) {
        scores += visited[s] * (1 - dot(pi[s], pi[s]));
      }
    }
    return Math.sqrt(variance * scores);
  }

  /** Lists all ways through the world that have a positive probability. */
  public List<Trajectory> trajectories() {
    List<Trajectory> all = new ArrayList<>();
    for (int s = 0; s < states(); s++) {
      if (start[s] > 0) {
        Trajectory at = new Trajectory(new int[] {s}, new int[0], new double[0], false, start[s]);
        goOn(at, all);
      }
    }
    return all;
  }

  private void goOn(Trajectory before, List<Trajectory> all) {
    int t = before.actions().length;
    if (t == limit) {
      all.add(before);
      return;
    }
    int s = before.states()[t];
    for (int a = 0; a < actions(); a++) {
      double p = before.probability() * pi[s][a];
      for (int to = 0; to < states(); to++) {
        if (next[s][a][to] > 0) {
          goOn(extended(before, a, rewards[s][a], to, false, p * next[s][a][to]), all);
        }
      }
      all.add(extended(before, a, rewards[s][a] + last[s], s, true, p * end(s, a)));
    }
  }

  private static Trajectory extended(
      Trajectory before, int action, double reward, int to, boolean ends, double probability) {
    int t = before.actions().length;
    int[] states = Arrays.copyOf(before.states(), t + 2);
    int[] actions = Arrays.copyOf(before.actions(), t + 1);
    double[] rewards = Arrays.copyOf(before.rewards(), t + 1);
    states[t + 1] = to;
    actions[t] = action;
    rewards[t] = reward;
    return new Trajectory(states, actions, rewards, ends, probability);
  }
}
