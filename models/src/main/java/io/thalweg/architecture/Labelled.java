package io.thalweg.architecture;

import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.support.Streams;

/**
 * Grey images with their classes.
 *
 * @param images [count x pixels]
 */
record Labelled(double[] images, int[] labels, int pixels) {

  /** The classes of digits. */
  static final int CLASSES = 10;

  static Labelled of(ImageSet set, Part part) {
    int count = set.count(part);
    // Grey pixels are not drawn.
    double[] images = set.rows(part, 0, count, Streams.named(1, "no pixel is drawn"));
    return new Labelled(images, set.labels(part), set.pixels());
  }

  int count() {
    return labels.length;
  }

  /** Chooses some, which may be the same. */
  Labelled rows(int... chosen) {
    double[] some = new double[chosen.length * pixels];
    int[] own = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(images, chosen[i] * pixels, some, i * pixels, pixels);
      own[i] = labels[chosen[i]];
    }
    return new Labelled(some, own, pixels);
  }
}
