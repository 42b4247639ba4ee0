package io.thalweg.rl.policy;

import io.thalweg.Drawn;
import io.thalweg.distribution.Gaussian;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Continuous actions: independent normal variables, whose means depend on what is observed and
 * whose standard deviations do not.
 *
 * <pre>
 *   a = mean + exp(log sd) e,   e ~ N(0, 1),   H = sum of log sd + 1/2 log(2 pi e)
 * </pre>
 *
 * <p>Actions are not clipped here: an environment may clip the effect of an action, and the law is
 * that of the action before. Parameters: means, then the shared log sd.
 *
 * @param variables the length of an action
 */
public record GaussianActions(int variables) implements ActionLaw {

  private static final double HALF_LOG_TWO_PI_E = 0.5 * Math.log(2 * Math.PI * Math.E);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no variable
   */
  public GaussianActions {
    Require.atLeast(1, "the number of variables of an action", variables);
  }

  @Override
  public int outputs() {
    return variables;
  }

  @Override
  public int shared() {
    return variables;
  }

  @Override
  public Drawn law(double[] parameters) {
    double[] zeros = new double[variables];
    return Gaussian.ofParameters(zeros, zeros).at(parameters);
  }

  @Override
  public double[] draw(double[] parameters, RandomGenerator random) {
    double[] action = new double[variables];
    for (int v = 0; v < variables; v++) {
      action[v] = parameters[v] + Math.exp(parameters[variables + v]) * random.nextGaussian();
    }
    return action;
  }

  @Override
  public double[] best(double[] parameters) {
    return Arrays.copyOf(parameters, variables);
  }

  @Override
  public double entropy(double[] parameters) {
    double sum = variables * HALF_LOG_TWO_PI_E;
    for (int v = variables; v < 2 * variables; v++) {
      sum += parameters[v];
    }
    return sum;
  }

  @Override
  public void addEntropy(double[] parameters, double factor, double[] gradient, int at) {
    for (int v = variables; v < 2 * variables; v++) {
      gradient[at + v] += factor;
    }
  }

  @Override
  public double divergence(double[] from, double[] to) {
    double sum = 0;
    for (int v = 0; v < variables; v++) {
      double wider = to[variables + v] - from[variables + v];
      double apart = (from[v] - to[v]) / Math.exp(to[variables + v]);
      sum += wider + 0.5 * (Math.exp(-2 * wider) + apart * apart - 1);
    }
    return sum;
  }
}
