package io.thalweg.data;

/** Parts of a set of images. */
public enum Part {
  /** Images that a model learns from. */
  TRAIN,
  /** Images that settings are chosen by, held back from those to learn from. */
  VALIDATION,
  /** Images that the final number is measured on. */
  TEST
}
