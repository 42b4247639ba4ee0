package io.thalweg.vae;

/** Uses of the mean training image. */
final class MeanImage {

  // As REBAR clips it: a pixel that is never on must stay possible.
  private static final double LEAST = 0.001;

  private MeanImage() {}

  /**
   * Copies it.
   *
   * @throws IllegalArgumentException if a pixel is not in 0 .. 1
   */
  static double[] copy(double[] mean) {
    for (int i = 0; i < mean.length; i++) {
      if (!(mean[i] >= 0 && mean[i] <= 1)) {
        throw new IllegalArgumentException(
            "pixel %d of the mean image is %s; it must be in 0 .. 1".formatted(i, mean[i]));
      }
    }
    return mean.clone();
  }

  /** Computes the logits of the pixels of the mean image, as biases of outputs. */
  static double[] logits(double[] mean) {
    double[] logits = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double p = Math.min(Math.max(mean[i], LEAST), 1 - LEAST);
      logits[i] = Math.log(p) - Math.log1p(-p);
    }
    return logits;
  }

  /** Returns images as the first network of a plan reads them, less the mean if it wants that. */
  static double[] encoded(Plan plan, double[] images, double[] mean) {
    return plan.demeansImages() ? less(images, mean) : images;
  }

  private static double[] less(double[] images, double[] mean) {
    double[] less = new double[images.length];
    for (int from = 0; from < images.length; from += mean.length) {
      for (int i = 0; i < mean.length; i++) {
        less[from + i] = images[from + i] - mean[i];
      }
    }
    return less;
  }
}
