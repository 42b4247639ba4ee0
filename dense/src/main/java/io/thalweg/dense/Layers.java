package io.thalweg.dense;

import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * A network of dense layers, whose weights stand among shared parameters.
 *
 * <pre>
 *   h_0 = x,   h_l = sigma_l(W_l h_(l-1) + b_l),   output h_L
 * </pre>
 *
 * <p>Its parameters are W_1 [outputs x inputs], b_1, W_2, .. one after the other.
 */
public final class Layers {

  private final Architecture architecture;
  private final Parameters parameters;
  private final Weights weights;
  private final Activation[] activations;
  private final Rooms rooms;

  /**
   * Makes layers with random weights: uniform within sqrt(6 / (inputs + outputs)) of the layer,
   * biases at 0.
   *
   * @param at where among the parameters theirs begin
   * @throws IllegalArgumentException if there is no layer
   * @throws IndexOutOfBoundsException if there are too few parameters
   */
  public Layers(Parameters parameters, int at, RandomGenerator random, Architecture architecture) {
    this(parameters, at, random, architecture, Initialization.GLOROT);
  }

  /**
   * Makes layers with random weights.
   *
   * @param at where among the parameters theirs begin
   * @param initialization draws the weights and biases
   * @throws IllegalArgumentException if there is no layer
   * @throws IndexOutOfBoundsException if there are too few parameters
   */
  public Layers(
      Parameters parameters,
      int at,
      RandomGenerator random,
      Architecture architecture,
      Initialization initialization) {
    this.architecture = architecture;
    this.parameters = parameters;
    this.weights = new Weights(parameters, at, random, initialization, architecture.sizes());
    this.activations = new Activation[architecture.layers().size() + 1];
    for (int l = 1; l < activations.length; l++) {
      activations[l] = architecture.layers().get(l - 1).activation();
    }
    this.rooms = new Rooms(architecture.sizes(), architecture.parameters());
  }

  /** Returns sizes and activations. */
  public Architecture architecture() {
    return architecture;
  }

  /** Returns the parameters; another network may own some of them. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Evaluates the network at a batch.
   *
   * @param x [rows x inputs]
   * @throws IllegalArgumentException if there is no row or x is of another length
   */
  public Forward forward(double[] x, int rows) {
    Require.atLeast(1, "the number of rows", rows);
    Require.length("the batch", x, rows * architecture.inputs());
    return new Forward(this, x, rows);
  }

  /**
   * Sets the biases of the last layer, such as the logits of the mean of what it is to give.
   *
   * @throws IllegalArgumentException if there is not one for each output
   */
  public void setOutputBiases(double[] biases) {
    weights.setOutputBiases(biases);
  }

  Weights weights() {
    return weights;
  }

  Activation activation(int layer) {
    return activations[layer];
  }

  /** Whether the outputs are sums without an activation. */
  boolean endsLinear() {
    return activations[depth()] == Activation.LINEAR;
  }

  Rooms rooms() {
    return rooms;
  }

  int depth() {
    return activations.length - 1;
  }

  /** h_0 = scale x + shift. */
  float scale() {
    return architecture.centred() ? 2 : 1;
  }

  float shift() {
    return architecture.centred() ? -1 : 0;
  }
}
