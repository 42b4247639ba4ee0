package io.thalweg.dense;

import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The sizes and activations of dense layers.
 *
 * <pre>
 *   Architecture.of(64).then(200, Activation.ELU).then(10, Activation.LINEAR)
 * </pre>
 *
 * @param inputs number of inputs
 * @param layers from the input on
 * @param centred whether inputs of 0 and 1 are taken as -1 and 1, h_0 = 2 x - 1 in place of x
 */
public record Architecture(int inputs, List<Layer> layers, boolean centred) {

  /**
   * One layer.
   *
   * @param outputs how many numbers it gives
   * @param activation what it does to each of them
   */
  public record Layer(int outputs, Activation activation) {

    /** Checks that there is an activation. */
    public Layer {
      Objects.requireNonNull(activation, "activation");
    }
  }

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a size is below 1
   */
  public Architecture {
    layers = List.copyOf(layers);
    if (!layers.isEmpty()) {
      Require.layers(sizes(inputs, layers));
    }
    Require.atLeast(1, "the number of inputs", inputs);
  }

  /** Starts with so many inputs and no layer yet. */
  public static Architecture of(int inputs) {
    return new Architecture(inputs, List.of(), false);
  }

  /**
   * Returns layers with tanh between them and a linear one at the end.
   *
   * @param sizes of the input, the hidden layers and the output
   * @throws IllegalArgumentException if there are fewer than two sizes or one is below 1
   */
  public static Architecture tanh(int... sizes) {
    Require.layers(sizes);
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l < sizes.length; l++) {
      boolean last = l == sizes.length - 1;
      layers.add(new Layer(sizes[l], last ? Activation.LINEAR : Activation.TANH));
    }
    return new Architecture(sizes[0], layers, false);
  }

  /**
   * Adds a layer at the end.
   *
   * @throws IllegalArgumentException if it has no output
   */
  public Architecture then(int outputs, Activation activation) {
    List<Layer> more = new ArrayList<>(layers);
    more.add(new Layer(outputs, activation));
    return new Architecture(inputs, more, centred);
  }

  /** Returns the same layers over inputs of 0 and 1 that are taken as -1 and 1. */
  public Architecture overBits() {
    return new Architecture(inputs, layers, true);
  }

  /** Returns the number of outputs of the last layer. */
  public int outputs() {
    return layers.isEmpty() ? inputs : layers.get(layers.size() - 1).outputs();
  }

  /** Returns the number of weights and biases. */
  public int parameters() {
    int count = 0;
    int from = inputs;
    for (Layer layer : layers) {
      count = Math.addExact(count, Math.multiplyExact(layer.outputs(), from + 1));
      from = layer.outputs();
    }
    return count;
  }

  /** Sizes of the input, the hidden layers and the output. */
  int[] sizes() {
    return sizes(inputs, layers);
  }

  private static int[] sizes(int inputs, List<Layer> layers) {
    int[] sizes = new int[layers.size() + 1];
    Arrays.setAll(sizes, l -> l == 0 ? inputs : layers.get(l - 1).outputs());
    return sizes;
  }
}
