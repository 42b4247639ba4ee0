package io.thalweg.vae;

import io.thalweg.dense.Architecture;
import io.thalweg.dense.Layers;
import java.util.random.RandomGenerator;

/** Makes the networks of a model, whose weights stand one after the other. */
final class Networks {

  private final Plan plan;
  private final ModelParameters parameters;
  private final RandomGenerator random;
  private int at;

  /**
   * Begins at the first of the parameters.
   *
   * @param random draws the first weights
   */
  Networks(Plan plan, ModelParameters parameters, RandomGenerator random) {
    this.plan = plan;
    this.parameters = parameters;
    this.random = random;
  }

  /** Makes the next network, which reads images. */
  Layers ofImages(Architecture architecture) {
    return next(plan.centresImages() ? architecture.overBits() : architecture);
  }

  /** Makes the next network, which reads latents. */
  Layers ofLatents(Architecture architecture) {
    return next(plan.centresLatents() ? architecture.overBits() : architecture);
  }

  /**
   * Makes the next network, which reads latents and gives the logits of pixels.
   *
   * @param mean the mean of each of these pixels over the training images
   */
  Decoder decoder(Architecture architecture, double[] mean) {
    Decoder decoder = new Decoder(ofLatents(architecture));
    decoder.startBiases(plan, mean);
    return decoder;
  }

  private Layers next(Architecture architecture) {
    int from = at;
    at += architecture.parameters();
    return new Layers(parameters.main(), from, random, architecture, plan.initialization());
  }
}
