package io.thalweg.rl.policy;

import io.thalweg.Drawn;
import io.thalweg.distribution.Categorical;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * Discrete actions: independent categorical variables.
 *
 * <pre>
 *   pi = softmax(logits),   H = -sum_k pi_k log pi_k,   dH/dlogit_k = -pi_k (log pi_k + H)
 * </pre>
 *
 * <p>Parameters: logits, [variables x choices].
 *
 * @param variables the number of choices made at once
 * @param choices the number of values of each
 */
public record CategoricalActions(int variables, int choices) implements ActionLaw {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no variable, or fewer than 2 choices
   */
  public CategoricalActions {
    Require.atLeast(1, "the number of variables of an action", variables);
    Require.atLeast(2, "the number of values of a variable", choices);
  }

  @Override
  public int outputs() {
    return variables * choices;
  }

  @Override
  public int shared() {
    return 0;
  }

  @Override
  public Drawn law(double[] parameters) {
    return Categorical.ofLogits(parameters, choices).inContexts(parameters.length / outputs());
  }

  @Override
  public double[] draw(double[] parameters, RandomGenerator random) {
    double[] action = new double[variables];
    for (int v = 0; v < variables; v++) {
      action[v] = draw(parameters, v * choices, random.nextDouble());
    }
    return action;
  }

  private int draw(double[] logits, int from, double uniform) {
    double most = largest(logits, from);
    double sum = 0;
    for (int k = from; k < from + choices; k++) {
      sum += Math.exp(logits[k] - most);
    }
    double left = uniform * sum;
    for (int k = from; k < from + choices - 1; k++) {
      left -= Math.exp(logits[k] - most);
      if (left < 0) {
        return k - from;
      }
    }
    return choices - 1;
  }

  private double largest(double[] logits, int from) {
    double most = logits[from];
    for (int k = from + 1; k < from + choices; k++) {
      most = Math.max(most, logits[k]);
    }
    return most;
  }

  @Override
  public double[] best(double[] parameters) {
    double[] action = new double[variables];
    for (int v = 0; v < variables; v++) {
      int best = 0;
      for (int k = 1; k < choices; k++) {
        best = parameters[v * choices + k] > parameters[v * choices + best] ? k : best;
      }
      action[v] = best;
    }
    return action;
  }

  /** Computes log pi of one variable. */
  private double[] logs(double[] logits, int from) {
    double most = largest(logits, from);
    double sum = 0;
    for (int k = from; k < from + choices; k++) {
      sum += Math.exp(logits[k] - most);
    }
    double[] logs = new double[choices];
    for (int k = 0; k < choices; k++) {
      logs[k] = logits[from + k] - most - Math.log(sum);
    }
    return logs;
  }

  private static double entropyOf(double[] logs) {
    double entropy = 0;
    for (double log : logs) {
      entropy -= Math.exp(log) * log;
    }
    return entropy;
  }

  @Override
  public double entropy(double[] parameters) {
    double sum = 0;
    for (int v = 0; v < variables; v++) {
      sum += entropyOf(logs(parameters, v * choices));
    }
    return sum;
  }

  @Override
  public void addEntropy(double[] parameters, double factor, double[] gradient, int at) {
    for (int v = 0; v < variables; v++) {
      double[] logs = logs(parameters, v * choices);
      double entropy = entropyOf(logs);
      for (int k = 0; k < choices; k++) {
        gradient[at + v * choices + k] -= factor * Math.exp(logs[k]) * (logs[k] + entropy);
      }
    }
  }

  @Override
  public double divergence(double[] from, double[] to) {
    double sum = 0;
    for (int v = 0; v < variables; v++) {
      double[] p = logs(from, v * choices);
      double[] q = logs(to, v * choices);
      for (int k = 0; k < choices; k++) {
        sum += Math.exp(p[k]) * (p[k] - q[k]);
      }
    }
    return sum;
  }
}
