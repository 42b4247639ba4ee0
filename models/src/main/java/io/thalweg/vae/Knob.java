package io.thalweg.vae;

import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import io.thalweg.dense.Initialization;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A choice in the design or the training of an autoencoder, by name, with its values as text.
 *
 * <p>Papers differ in all of them. A {@link Plan} holds a value for each.
 */
public enum Knob {
  /** Task: images from their own latents, or lower halves from latents of upper ones. */
  TASK("reconstruct", oneOf("reconstruct", "complete")),
  /** Kind and number of latent variables, such as {@code categorical 20x10}. */
  LATENTS("bernoulli 200", Latents::parse),
  /** Layers of such latents, each given the one before, 1 to 3. */
  LAYERS("1", Texts.wholeWithin(1, 3)),
  /** Logits of a categorical latent: one for each category, or the first fixed at 0. */
  LOGITS("all", oneOf("all", "reference")),
  /** Units of the hidden layers of the encoder; those of the decoder are the same, reversed. */
  HIDDEN("200-200", Texts::layers),
  /** Activation of hidden layers. */
  ACTIVATION("tanh", Texts::activation),
  /** Ways to draw the first weights: {@code glorot}, or {@code fan_in} as PyTorch does. */
  INITIALIZATION("glorot", Texts.named(Initialization.class)),
  /** Input of the encoder: x as it is, 2 x - 1, or x less the mean training image. */
  ENCODER_INPUT("centred", oneOf("raw", "centred", "demeaned")),
  /** Input of the decoder: b as it is, or 2 b - 1. */
  DECODER_INPUT("centred", oneOf("raw", "centred")),
  /** First biases of the pixels: 0, or the logits of the mean training image. */
  OUTPUT_BIAS("zero", oneOf("zero", "data")),
  /** Prior of the latents: fixed, or learned from 0 by the rule of the decoder or by plain SGD. */
  PRIOR("trained", Texts::prior),
  /** KL divergence of posterior and prior: within f at each draw, or in closed form beside f. */
  KL("drawn", oneOf("drawn", "closed")),
  /** Rule of descent. */
  OPTIMIZER("adam", oneOf("adam", "radam")),
  /** Learning rate of the model. */
  RATE("0.001", Texts.above(0)),
  /** Decay of the mean square of Adam and RAdam. */
  BETA2("0.999", Texts.below(1)),
  /** Changes of the learning rate: none, or a factor once in so many steps, such as 0.9/1000. */
  SCHEDULE("constant", Texts::schedule),
  /** Images of a minibatch. */
  BATCH("100", Texts.wholeFrom(1)),
  /** Order of images: a new permutation each epoch, or draws with replacement. */
  ORDER("permuted", oneOf("permuted", "drawn")),
  /** Ways to make numbers of grey pixels. */
  PIXELS("resampled", Texts.named(Pixels.class)),
  /** Part of the training images that is kept for validation. */
  SPLIT("none", Texts.named(Split.class)),
  /** Units of the hidden layers of the surrogate of RELAX. */
  SURROGATE_HIDDEN("200-200", Texts::layers),
  /** Activation of the hidden layers of the surrogate. */
  SURROGATE_ACTIVATION("tanh", Texts::activation),
  /** Inputs of the surrogate: z alone, or the input of the encoder and z. */
  SURROGATE_INPUT("z", oneOf("z", "image+z")),
  /** Learning rate of surrogates, scales and temperatures. */
  SURROGATE_RATE("0.001", Texts.above(0)),
  /** Weight decay of the surrogate. */
  SURROGATE_DECAY("0", Texts.from(0)),
  /** Steps in which the surrogate learns before the model moves. */
  SURROGATE_WARMUP("0", Texts.wholeFrom(0)),
  /**
   * Temperature of relaxations that learn none, as it is set, or such as 1/3e-5/0.5: from 1 on at
   * the rate 3e-5 a step down to 0.5.
   */
  TEMPERATURE("constant", Texts::annealing);

  private final String standard;

  @SuppressWarnings("ImmutableEnumChecker") // A function without state.
  private final Function<String, ?> parser;

  Knob(String standard, Function<String, ?> parser) {
    this.standard = standard;
    this.parser = parser;
  }

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The value where none was chosen. */
  public String standard() {
    return standard;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the text is none; it names the knob
   */
  Object parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is '%s'; %s".formatted(label(), text, e.getMessage()), e);
    }
  }

  /**
   * Finds the knob of a name.
   *
   * @throws IllegalArgumentException if there is none; it lists those that there are
   */
  public static Knob of(String label) {
    return Arrays.stream(values())
        .filter(knob -> knob.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no setting '%s'; there are %s"
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(Knob::label)
                                .collect(Collectors.joining(", ")))));
  }

  private static Function<String, String> oneOf(String... values) {
    return Texts.oneOf(values);
  }
}
