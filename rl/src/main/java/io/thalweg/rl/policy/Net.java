package io.thalweg.rl.policy;

import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.support.Require;
import java.util.Arrays;

/**
 * The hidden layers of a network, how it starts and how fast it learns.
 *
 * @param rate the learning rate of Adam
 * @param gain the factor of the initial weights of the last layer; a small one lets a policy start
 *     with all actions about equally likely
 * @param activation of the hidden layers
 * @param units of each hidden layer, shared and not copied
 */
public record Net(double rate, double gain, Activation activation, int... units) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the rate or the gain is not above 0
   */
  public Net {
    Require.positive("the learning rate", rate);
    Require.positive("the gain of the last layer", gain);
  }

  /** Makes a network that starts with a gain of 1. */
  public static Net of(double rate, Activation activation, int... units) {
    return new Net(rate, 1, activation, units);
  }

  /** Returns this network with another gain. */
  public Net withGain(double other) {
    return new Net(rate, other, activation, units);
  }

  /** The layers between so many inputs and outputs; the last is linear. */
  public Architecture layers(int inputs, int outputs) {
    Architecture layers = Architecture.of(inputs);
    for (int hidden : units) {
      layers = layers.then(hidden, activation);
    }
    return layers.then(outputs, Activation.LINEAR);
  }

  @Override
  public String toString() {
    return "%s %s, gain %s, rate %s".formatted(activation, Arrays.toString(units), gain, rate);
  }
}
