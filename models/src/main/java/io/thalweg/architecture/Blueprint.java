package io.thalweg.architecture;

import io.thalweg.dense.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The choices of all hidden layers of a network: three for each layer, of four values each.
 *
 * <pre>
 *   kind:   no layer, tanh, ReLU, ELU
 *   width:  4, 8, 16, 32
 *   skip:   nothing, the layer's input, the image, both;   what stands beside the layer's outputs
 * </pre>
 *
 * <p>Width and skip of a layer that is not there do nothing. All choices have four values so that
 * one law of categorical variables holds them.
 *
 * @param choices [layers x 3]
 */
record Blueprint(List<Integer> choices) {

  /** The values of each choice. */
  static final int VALUES = 4;

  /** The choices of a layer. */
  static final int CHOICES = 3;

  private static final List<String> KINDS = List.of("none", "tanh", "ReLU", "ELU");
  private static final List<Activation> ACTIVATIONS =
      List.of(Activation.LINEAR, Activation.TANH, Activation.RELU, Activation.ELU);
  private static final List<String> SKIPS = List.of("", "+input", "+image", "+input+image");

  /**
   * One hidden layer.
   *
   * @param takesInput whether its input stands beside its outputs
   * @param takesImage whether the image does
   */
  record Layer(int width, Activation activation, boolean takesInput, boolean takesImage) {}

  static Blueprint of(double[] event) {
    return new Blueprint(Arrays.stream(event).mapToInt(v -> (int) v).boxed().toList());
  }

  private int layers() {
    return choices.size() / CHOICES;
  }

  private int choice(int layer, int which) {
    return choices.get(layer * CHOICES + which);
  }

  private static int width(int choice) {
    return 4 << choice;
  }

  private Optional<Layer> layer(int layer) {
    int kind = choice(layer, 0);
    int skip = choice(layer, 2);
    return kind == 0
        ? Optional.empty()
        : Optional.of(
            new Layer(
                width(choice(layer, 1)), ACTIVATIONS.get(kind), (skip & 1) == 1, (skip & 2) == 2));
  }

  /** The layers that are there. */
  List<Layer> present() {
    List<Layer> present = new ArrayList<>();
    for (int layer = 0; layer < layers(); layer++) {
      layer(layer).ifPresent(present::add);
    }
    return present;
  }

  /** Returns the blueprint of the same network whose idle choices are 0. */
  Blueprint canonical() {
    List<Integer> active = new ArrayList<>();
    for (int layer = 0; layer < layers(); layer++) {
      boolean there = choice(layer, 0) != 0;
      for (int which = 0; which < CHOICES; which++) {
        active.add(there ? choice(layer, which) : 0);
      }
    }
    return new Blueprint(active);
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    for (int layer = 0; layer < layers(); layer++) {
      if (choice(layer, 0) != 0) {
        words.add(
            KINDS.get(choice(layer, 0))
                + " "
                + width(choice(layer, 1))
                + SKIPS.get(choice(layer, 2)));
      }
    }
    return words.isEmpty() ? "linear" : String.join(", ", words);
  }
}
