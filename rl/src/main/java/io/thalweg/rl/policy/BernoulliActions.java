package io.thalweg.rl.policy;

import io.thalweg.Drawn;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * Actions that are bits: 0 or 1 for each variable.
 *
 * <pre>
 *   p = sigmoid(logit),   H = -p log p - (1 - p) log (1 - p),   dH/dlogit = -logit p (1 - p)
 * </pre>
 *
 * <p>Parameters: one logit for each variable.
 *
 * @param variables the number of bits
 */
public record BernoulliActions(int variables) implements ActionLaw {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no variable
   */
  public BernoulliActions {
    Require.atLeast(1, "the number of variables of an action", variables);
  }

  @Override
  public int outputs() {
    return variables;
  }

  @Override
  public int shared() {
    return 0;
  }

  @Override
  public Drawn law(double[] parameters) {
    return Bernoulli.ofLogits(parameters).inContexts(parameters.length / variables);
  }

  @Override
  public double[] draw(double[] parameters, RandomGenerator random) {
    double[] action = new double[variables];
    for (int v = 0; v < variables; v++) {
      action[v] = random.nextDouble() < sigmoid(parameters[v]) ? 1 : 0;
    }
    return action;
  }

  @Override
  public double[] best(double[] parameters) {
    double[] action = new double[variables];
    for (int v = 0; v < variables; v++) {
      action[v] = parameters[v] > 0 ? 1 : 0;
    }
    return action;
  }

  @Override
  public double entropy(double[] parameters) {
    double sum = 0;
    for (double logit : parameters) {
      sum += softplus(logit) - logit * sigmoid(logit);
    }
    return sum;
  }

  @Override
  public void addEntropy(double[] parameters, double factor, double[] gradient, int at) {
    for (int v = 0; v < variables; v++) {
      double logit = parameters[v];
      gradient[at + v] -= factor * logit * sigmoid(logit) * sigmoid(-logit);
    }
  }

  @Override
  public double divergence(double[] from, double[] to) {
    double sum = 0;
    for (int v = 0; v < variables; v++) {
      sum += sigmoid(from[v]) * (from[v] - to[v]) + softplus(to[v]) - softplus(from[v]);
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
