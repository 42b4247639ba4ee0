package io.thalweg.attention;

import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.distribution.Categorical;

/**
 * Canvases with the probability of each place, and what a classifier says there.
 *
 * @param side of a canvas
 * @param pixels [canvases x side x side], in 0 .. 1
 * @param seen the probability that the piece that is drawn holds a pixel, of the same shape
 * @param reward the mean log-probability of the label
 * @param accuracy the probability that the label is the likeliest
 * @param found the share of the digit that lies within the piece that is drawn, a mean
 * @param entropy of the place, a mean, in nats
 */
public record Glances(
    int side,
    double[] pixels,
    double[] seen,
    double reward,
    double accuracy,
    double found,
    double entropy) {

  /** Computes exact means over all places, from their logits, [canvases x places]. */
  static Glances of(Canvases canvases, double[] logits, Layers classifier) {
    int places = canvases.choices();
    double[] q = probabilities(logits, places);
    double[] seen = new double[canvases.pixels().length];
    double reward = 0;
    double accuracy = 0;
    double found = 0;
    double entropy = 0;
    for (int canvas = 0; canvas < canvases.count(); canvas++) {
      double[] outputs = outputs(canvases, canvas, classifier);
      double[] p = probabilities(outputs, Recognition.CLASSES);
      int[] guesses = Recognition.likeliest(outputs);
      for (int place = 0; place < places; place++) {
        double weight = q[canvas * places + place];
        int label = canvases.labels()[canvas];
        reward += weight * Math.log(p[place * Recognition.CLASSES + label]);
        accuracy += weight * (guesses[place] == label ? 1 : 0);
        found += weight * overlap(canvases, canvas, place);
        entropy -= weight > 0 ? weight * Math.log(weight) : 0;
        light(canvases, canvas, place, weight, seen);
      }
    }
    int count = canvases.count();
    return new Glances(
        canvases.side(),
        canvases.pixels().clone(),
        seen,
        reward / count,
        accuracy / count,
        found / count,
        entropy / count);
  }

  private static double[] probabilities(double[] logits, int categories) {
    return Categorical.ofLogits(logits, categories)
        .inContexts(logits.length / categories)
        .probabilities();
  }

  /** Returns what the classifier says of all pieces of a canvas, [places x classes]. */
  private static double[] outputs(Canvases canvases, int canvas, Layers classifier) {
    Crops crops = new Crops(canvases);
    double[] pieces = new double[canvases.choices() * crops.size()];
    for (int place = 0; place < canvases.choices(); place++) {
      crops.add(canvas, place, 1, pieces, place * crops.size());
    }
    try (Forward outputs = classifier.forward(pieces, canvases.choices())) {
      return outputs.outputs().clone();
    }
  }

  /** Returns the share of the digit that lies within the piece at a place. */
  private static double overlap(Canvases canvases, int canvas, int place) {
    int across = canvases.across();
    int own = canvases.places()[canvas];
    int rows = canvases.digit() - Math.abs(place / across - own / across);
    int columns = canvases.digit() - Math.abs(place % across - own % across);
    int area = canvases.digit() * canvases.digit();
    return (double) Math.max(0, rows) * Math.max(0, columns) / area;
  }

  private static void light(
      Canvases canvases, int canvas, int place, double weight, double[] seen) {
    int corner = canvases.corner(canvas, place);
    for (int row = 0; row < canvases.digit(); row++) {
      for (int column = 0; column < canvases.digit(); column++) {
        seen[corner + row * canvases.side() + column] += weight;
      }
    }
  }
}
