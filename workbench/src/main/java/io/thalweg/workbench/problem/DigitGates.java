package io.thalweg.workbench.problem;

import io.thalweg.Objective;
import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.optimizer.Adam;
import io.thalweg.problem.Problem;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Gates on the pixels of digits: the loss of a classifier that is shown some of them, and a price
 * for each.
 *
 * <pre>
 *   f(b) = mean over 60 images of -log softmax(W (x * b) + c) at the label + 0.01 sum_i b_i
 * </pre>
 *
 * <p>W and c are those of a softmax regression on 1,000 other images that were shown in full.
 */
final class DigitGates implements Objective {

  private static final int CLASSES = 10;
  private static final int LEARNED = 1_000;
  private static final int ASKED = 60;
  private static final int STEPS = 60;
  private static final double RATE = 0.02;
  private static final double PRICE = 0.01;
  private static final double SPREAD = 0.7;

  private final int pixels;
  private final double[] images;
  private final int[] labels;
  // Layout: c and the row of W for each class, [classes x (1 + pixels)].
  private final double[] weights;

  private DigitGates(int pixels, double[] images, int[] labels, double[] weights) {
    this.pixels = pixels;
    this.images = images;
    this.labels = labels;
    this.weights = weights;
  }

  /** Trains the classifier; every call makes the same problem. */
  static Problem problem(String id, String title) {
    SplittableRandom random = new SplittableRandom(1);
    ImageSet digits = Digits.load();
    int pixels = digits.pixels();
    double[] weights = new double[CLASSES * (1 + pixels)];
    var learned =
        new DigitGates(
            pixels,
            digits.rows(Part.TRAIN, 0, LEARNED, random),
            Arrays.copyOf(digits.labels(Part.TRAIN), LEARNED),
            weights);
    double[] open = new double[pixels];
    Arrays.fill(open, 1);
    Adam adam = new Adam(RATE, weights.length);
    for (int step = 0; step < STEPS; step++) {
      double[] slopes = new double[weights.length];
      for (int image = 0; image < LEARNED; image++) {
        learned.gather(image, open, slopes);
      }
      adam.step(weights, slopes);
    }
    double[] logits = new double[pixels];
    Arrays.setAll(logits, i -> SPREAD * random.nextGaussian());
    var asked =
        new DigitGates(
            pixels,
            digits.rows(Part.TEST, 0, ASKED, random),
            Arrays.copyOf(digits.labels(Part.TEST), ASKED),
            weights);
    return new Problem(id, title, Bernoulli.ofLogits(logits), asked);
  }

  @Override
  public double value(double[] gates) {
    double sum = 0;
    for (int image = 0; image < ASKED; image++) {
      sum -= logProbabilities(image, gates)[labels[image]];
    }
    return sum / ASKED + PRICE * Arrays.stream(gates).sum();
  }

  /** Adds the gradient of an image's mean loss in the weights. */
  private void gather(int image, double[] gates, double[] slopes) {
    double[] logs = logProbabilities(image, gates);
    for (int k = 0; k < CLASSES; k++) {
      double error = (Math.exp(logs[k]) - (labels[image] == k ? 1 : 0)) / labels.length;
      int row = k * (1 + pixels);
      slopes[row] += error;
      for (int i = 0; i < pixels; i++) {
        slopes[row + 1 + i] += error * gates[i] * images[image * pixels + i];
      }
    }
  }

  private double[] logProbabilities(int image, double[] gates) {
    double[] logits = new double[CLASSES];
    for (int k = 0; k < CLASSES; k++) {
      int row = k * (1 + pixels);
      double logit = weights[row];
      for (int i = 0; i < pixels; i++) {
        logit += weights[row + 1 + i] * gates[i] * images[image * pixels + i];
      }
      logits[k] = logit;
    }
    double most = Arrays.stream(logits).max().orElseThrow();
    double log = most + Math.log(Arrays.stream(logits).map(z -> Math.exp(z - most)).sum());
    return Arrays.stream(logits).map(z -> z - log).toArray();
  }
}
