package io.thalweg.data;

import org.jspecify.annotations.Nullable;

/**
 * Origin of a set of images; all sets that are made from it share its bytes.
 *
 * @param name of the data
 * @param side pixels along one side
 * @param train images not for tests
 * @param test images for tests
 * @param trainLabels a byte for each image not for tests, if known
 * @param testLabels a byte for each image for tests, if known
 */
record Source(
    String name,
    int side,
    PixelRows train,
    PixelRows test,
    byte @Nullable [] trainLabels,
    byte @Nullable [] testLabels) {

  /** Whether the images never were grey, or their grey is lost. */
  boolean isBinary() {
    return train instanceof BitRows;
  }
}
