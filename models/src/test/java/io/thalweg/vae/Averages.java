package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The means of the gradients of many steps of a model that stays where it is, and of the bounds
 * that they report, with their standard errors.
 */
final class Averages {

  // All tests of this package compare fewer than 10,000 numbers; one of so many is beyond it with
  // probability 4e-6.
  private static final double CRITICAL_Z = 6.3;
  // Rounding of single precision, which draws do not average out.
  private static final double SINGLE = 1e-5;
  // Copies of the images in a batch, so that a step averages as many independent estimates.
  private static final int COPIES = 60;
  private static final double DETECTABLE = 0.45;
  private static final int LEAST = 50;
  private static final int MOST = 1_000;

  private final Subject subject;
  private final double[] images;
  private final double[] exact;
  private final double[] mean;
  private final double[] squares;
  private double value;
  private double valueSquares;
  private int steps;

  private Averages(Subject subject, double[] images) {
    this.subject = subject;
    this.images = images;
    this.exact = subject.exact().gradient(subject.values(), images, 1);
    this.mean = new double[exact.length];
    this.squares = new double[exact.length];
  }

  /**
   * Makes steps until a bias of half the largest gradient of each array would be seen. How many
   * does not depend on the means.
   */
  static Averages of(Subject subject, double[] images) {
    Averages averages = new Averages(subject, images);
    int count = images.length / subject.exact().pixels();
    double[] batch = new double[COPIES * images.length];
    Arrays.setAll(batch, i -> images[i % images.length]);
    SplittableRandom random = new SplittableRandom(5);
    while (averages.steps < LEAST
        || (averages.steps < MOST && averages.detectable() > DETECTABLE)) {
      for (int step = 0; step < LEAST; step++) {
        averages.add(subject.learner().step(batch, COPIES * count, random), subject.ascended());
      }
    }
    return averages;
  }

  private void add(double elbo, double[] gradient) {
    steps++;
    double off = elbo - value;
    value += off / steps;
    valueSquares += off * (elbo - value);
    for (int i = 0; i < mean.length; i++) {
      double above = gradient[i] - mean[i];
      mean[i] += above / steps;
      squares[i] += above * (gradient[i] - mean[i]);
    }
  }

  private double error(double sum) {
    return Math.sqrt(sum / (steps - 1) / steps) + SINGLE / CRITICAL_Z;
  }

  /** The largest |z| of a gradient against another than the exact one. */
  double worst(double[] expected) {
    double worst = 0;
    for (int i = 0; i < mean.length; i++) {
      worst = Math.max(worst, Math.abs(mean[i] - expected[i]) / error(squares[i]));
    }
    return worst;
  }

  /** The largest share of the largest gradient of an array that would go unseen in it. */
  private double detectable() {
    int[] starts = subject.exact().arrays();
    double worst = 0;
    for (int array = 0; array + 1 < starts.length; array++) {
      double largest = 0;
      double there = 0;
      for (int i = starts[array]; i < starts[array + 1]; i++) {
        if (Math.abs(exact[i]) > largest) {
          largest = Math.abs(exact[i]);
          there = error(squares[i]);
        }
      }
      // Twice: once for the limit, once so that a bias is beyond it almost surely.
      worst = Math.max(worst, 2 * CRITICAL_Z * there / largest);
    }
    return worst;
  }

  /** Fails if a gradient or the mean of the bound is off, or if the test could not have seen it. */
  Averages assertUnbiased() {
    double worst = worst(exact);
    assertTrue(worst < CRITICAL_Z, () -> "a gradient is %.1f standard errors off".formatted(worst));
    // A factor of 2 anywhere, such as a weight or a batch taken twice, is more than that.
    double share = detectable();
    assertTrue(share < 0.5, () -> "%.3f of a gradient would go unseen".formatted(share));
    return this;
  }

  /** Fails if the bound that steps report is off. */
  Averages assertValue() {
    double expected = subject.exact().bound(subject.values(), images, 1);
    double z = (value - expected) / error(valueSquares);
    assertTrue(Math.abs(z) < CRITICAL_Z, () -> "the value is %.1f errors off".formatted(z));
    return this;
  }

  /** Fails if the gradients cannot be told from those of a model without some costs. */
  Averages assertRejects(String... dropped) {
    Enumerated mistaken = subject.exact().without(dropped);
    double z = worst(mistaken.gradient(subject.values(), images, 1));
    assertTrue(
        z > CRITICAL_Z + 2,
        () -> "without %s it is only %.1f errors off".formatted(List.of(dropped), z));
    return this;
  }
}
