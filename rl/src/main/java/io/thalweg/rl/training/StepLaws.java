package io.thalweg.rl.training;

import io.thalweg.rl.policy.ActionLaw;
import java.util.Arrays;

/**
 * The laws of the actions of many steps, by their parameters.
 *
 * @param actions the kind of law
 * @param parameters [N x dimension], shared and not copied
 */
record StepLaws(ActionLaw actions, double[] parameters) {

  /** The parameters of one step. */
  private double[] at(int step) {
    int dimension = actions.dimension();
    return Arrays.copyOfRange(parameters, step * dimension, (step + 1) * dimension);
  }

  private int steps() {
    return parameters.length / actions.dimension();
  }

  /** The mean entropy of a step, in nats. */
  double meanEntropy() {
    double sum = 0;
    for (int t = 0; t < steps(); t++) {
      sum += actions.entropy(at(t)) / steps();
    }
    return sum;
  }

  /**
   * Adds the gradient of factor times the sum of weighted entropies.
   *
   * @param weights of each step, [N]
   * @param gradient to which it is added, [N x dimension]
   */
  void addEntropies(double[] weights, double factor, double[] gradient) {
    for (int t = 0; t < weights.length; t++) {
      actions.addEntropy(at(t), factor * weights[t], gradient, t * actions.dimension());
    }
  }

  /** The mean of KL(this || other) of a step, in nats. */
  double meanDivergence(double[] others) {
    StepLaws other = new StepLaws(actions, others);
    double sum = 0;
    for (int t = 0; t < steps(); t++) {
      sum += actions.divergence(at(t), other.at(t)) / steps();
    }
    return sum;
  }
}
