package io.thalweg.vae;

import io.thalweg.data.Part;
import io.thalweg.train.Training;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The training of a model of images, with its bounds and the images that it makes. */
public interface ImageTraining extends Training {

  /** Name of the bound of training images, in nats, from true draws at fixed weights. */
  String TRAIN = "train";

  /** Name of the same of validation images, if there are any. */
  String VALIDATION = "validation";

  /** Name of the same of test images. */
  String TEST = "test";

  /**
   * Name of the mean over the present epoch of the bound that each step was made from, while the
   * weights moved. Estimators that evaluate relaxed points give that of the relaxed objective.
   */
  String MOVING = "moving";

  /** Name of the variance of the gradient in the laws of one image, summed over parameters. */
  String VARIANCE = "variance";

  /** The choices that were made. */
  Plan plan();

  /** The steps of an epoch, in which every training image is seen once, but for a last rest. */
  int stepsPerEpoch();

  /** Estimates both bounds over all images of a part, with so many draws for each. */
  VaeEvaluator.Bounds bounds(Part part, int draws);

  /**
   * Makes images from the latents of others, as the model remembers them.
   *
   * @param images [count x pixels]
   * @return probabilities of pixels, [count x pixels]
   */
  double[] reconstruct(double[] images, int count, RandomGenerator random);

  /** Makes images of its own, [count x pixels]; empty if the model has no prior to draw from. */
  Optional<double[]> imagine(int count, RandomGenerator random);

  /**
   * The images and draws of a measurement.
   *
   * @param images of each part, the first ones; all if there are fewer
   * @param draws of latents for each
   */
  record Probe(int images, int draws) {

    /** Takes 300 images and 10 draws, enough for a curve. */
    public static Probe small() {
      return new Probe(300, 10);
    }

    /** Takes every image and one draw, as papers report. */
    public static Probe oneDraw() {
      return new Probe(Integer.MAX_VALUE, 1);
    }
  }
}
