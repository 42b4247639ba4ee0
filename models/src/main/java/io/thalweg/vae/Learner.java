package io.thalweg.vae;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A model of images with its estimators and all that moves it. */
interface Learner {

  /**
   * Makes one step on a batch of images.
   *
   * @param images [count x pixels]
   * @return the estimate of the bound that the step was made from
   */
  double step(double[] images, int count, RandomGenerator random);

  /** Returns whether an estimator learns. */
  boolean learns();

  /** Lets the estimators learn from a batch, and moves nothing else. */
  void warmUp(double[] images, int count, RandomGenerator random);

  /**
   * Estimates the variance of the gradients of one batch, summed over the parameters of the laws of
   * an image and averaged over the images; nothing learns from it.
   */
  double gradientVariance(double[] images, int count, int draws, RandomGenerator random);

  /**
   * Estimates both bounds, averaged over the images.
   *
   * @throws io.thalweg.ObjectiveException if f is not finite at a draw
   */
  Bounds bounds(double[] images, int count, int draws, RandomGenerator random);

  /** Counts the evaluations of f that steps and warm-ups have made. */
  long evaluations();

  /** Makes images from the latents of others, [count x pixels]. */
  double[] reconstruct(double[] images, int count, RandomGenerator random);

  /** Makes images of its own, [count x pixels]; empty if the model has no prior to draw from. */
  Optional<double[]> imagine(int count, RandomGenerator random);

  /** Writes the model, the moments of its optimiser and what estimators learned. */
  void save(DataOutput out) throws IOException;

  /** Reads what {@link #save} wrote. */
  void load(DataInput in) throws IOException;
}
