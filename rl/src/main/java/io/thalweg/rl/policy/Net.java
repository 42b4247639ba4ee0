package io.thalweg.rl.policy;

import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.Objects;

/**
 * The hidden layers of a network, how it starts and how fast it learns.
 *
 * @param rate the learning rate of Adam
 * @param hidden the factor of the initial weights before the last layer
 * @param last the factor of the initial weights of the last layer; a small one lets a policy start
 *     with all actions about equally likely
 * @param activation of the hidden layers
 * @param units of each hidden layer; to be read, not written
 */
public record Net(double rate, double hidden, double last, Activation activation, int... units) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the rate or a factor is not above 0
   */
  public Net {
    Require.positive("the learning rate", rate);
    Require.positive("the factor of the hidden weights", hidden);
    Require.positive("the factor of the last weights", last);
    units = units.clone();
  }

  /**
   * Makes a network that starts with factors of 1.
   *
   * @throws IllegalArgumentException if the rate is not above 0
   */
  public static Net of(double rate, Activation activation, int... units) {
    return new Net(rate, 1, 1, activation, units);
  }

  /** Returns this network with other factors of the weights before and in the last layer. */
  public Net startingAt(double hiddenFactor, double lastFactor) {
    return new Net(rate, hiddenFactor, lastFactor, activation, units);
  }

  /**
   * Returns the layers; the last is linear.
   *
   * @throws IllegalArgumentException if a size is below 1
   */
  public Architecture layers(int inputs, int outputs) {
    Architecture layers = Architecture.of(inputs);
    for (int count : units) {
      layers = layers.then(count, activation);
    }
    return layers.then(outputs, Activation.LINEAR);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Net net
        && rate == net.rate
        && hidden == net.hidden
        && last == net.last
        && activation.equals(net.activation)
        && Arrays.equals(units, net.units);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rate, hidden, last, activation, Arrays.hashCode(units));
  }

  @Override
  public String toString() {
    return "%s %s, weights x %s and %s, rate %s"
        .formatted(activation, Arrays.toString(units), hidden, last, rate);
  }
}
