package io.thalweg.workbench.model;

import io.thalweg.vae.Knob;

/**
 * A setting of a model of images in words.
 *
 * @param meaning what it is
 * @param values those that it can have
 */
public record KnobWords(String meaning, String values) {

  /** Returns the words of a setting. */
  public static KnobWords of(Knob knob) {
    return switch (knob) {
      case TASK ->
          words(
              "the model: one of images, or the lower half of an image given the upper one",
              "reconstruct, complete");
      case LATENTS ->
          words(
              "kind and number of latent variables",
              "bernoulli N, categorical NxK for N variables of K categories, or gaussian N");
      case LAYERS -> words("layers of such latents, each given the one before", "1, 2, 3");
      case LOGITS ->
          words(
              "logits of a categorical latent: one a category, or the first fixed at 0",
              "all, reference");
      case HIDDEN ->
          words(
              "units of the hidden layers of the encoder; the decoder has them reversed",
              "such as 512-256, or none");
      case ACTIVATION -> words("activation of hidden layers", "tanh, relu, elu, leaky_relu/SLOPE");
      case INITIALIZATION -> words("first weights; fan_in is that of PyTorch", "glorot, fan_in");
      case ENCODER_INPUT ->
          words(
              "input of the encoder: x, 2 x - 1, or x less the mean training image",
              "raw, centred, demeaned");
      case DECODER_INPUT -> words("input of the decoder: b or 2 b - 1", "raw, centred");
      case OUTPUT_BIAS ->
          words(
              "first biases of the pixels: 0, or the logits of the mean training image",
              "zero, data");
      case PRIOR ->
          words(
              "prior of the latents: learned as the decoder is, by plain SGD, or fixed",
              "trained, sgd/RATE, fixed");
      case KL ->
          words(
              "KL divergence of posterior and prior: at each draw within f, or in closed form",
              "drawn, closed");
      case OPTIMIZER -> words("rule of descent", "adam, radam");
      case RATE -> words("learning rate of the model", "above 0");
      case BETA2 -> words("decay of the mean square of Adam and RAdam", "from 0, below 1");
      case SCHEDULE ->
          words(
              "changes of the learning rate: none, or times a factor once in so many steps",
              "constant, or FACTOR/STEPS such as 0.9/1000");
      case BATCH -> words("images of a minibatch", "at least 1");
      case ORDER ->
          words(
              "order of images: a new permutation each epoch, or draws with replacement",
              "permuted, drawn");
      case PIXELS ->
          words(
              "binary pixels: drawn at each use, drawn once, or by a threshold; or grey ones",
              "resampled, fixed, threshold, grey");
      case SPLIT ->
          words(
              "training images kept for validation: none, the first twelfth or the last sixth",
              "none, first, last");
      case SURROGATE_HIDDEN ->
          words("units of the hidden layers of the surrogate of RELAX", "such as 200-200, or none");
      case SURROGATE_ACTIVATION ->
          words(
              "activation of the hidden layers of the surrogate",
              "tanh, relu, elu, leaky_relu/SLOPE");
      case SURROGATE_INPUT ->
          words("inputs of the surrogate: z, or the input of the encoder and z", "z, image+z");
      case SURROGATE_RATE ->
          words("learning rate of surrogates, scales and temperatures", "above 0");
      case SURROGATE_DECAY -> words("weight decay of the surrogate", "at least 0");
      case SURROGATE_WARMUP ->
          words("steps in which the surrogate learns before the model moves", "at least 0");
      case TEMPERATURE ->
          words(
              "temperature of relaxations that learn none: as it is, or falling",
              "constant, or START/RATE/END such as 1/3e-5/0.5");
    };
  }

  private static KnobWords words(String meaning, String values) {
    return new KnobWords(meaning, values);
  }
}
