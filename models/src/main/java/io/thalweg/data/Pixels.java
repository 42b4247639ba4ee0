package io.thalweg.data;

/** Rules by which the intensities of an image, 0 .. 1, become the pixels that a model sees. */
public enum Pixels {
  /** Bits drawn anew at each use, with the intensities as probabilities. */
  RESAMPLED,
  /** Bits that are one where the intensity is greater than 1/2. */
  THRESHOLD,
  /** Intensities as they are. */
  GREY,
  /** Bits drawn once, with the intensities as probabilities, and the same ever after. */
  FIXED
}
