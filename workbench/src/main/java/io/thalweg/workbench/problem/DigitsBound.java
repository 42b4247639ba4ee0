package io.thalweg.workbench.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Path;
import io.thalweg.data.Digits;
import io.thalweg.data.Part;
import io.thalweg.distribution.Gaussian;
import io.thalweg.optimizer.Adam;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The evidence lower bound of a small Gaussian autoencoder of digits, as a function of the code.
 *
 * <pre>
 *   log p(x | z) + log p(z),   z ~ N(0, 1),   logits of the pixels = b + W tanh(V z + a)
 * </pre>
 *
 * <p>It is trained together with a code of its own for every image, mean and deviation, along the
 * path: so the law under which its gradient is estimated is one that a training meets. Its
 * derivatives are worked out by hand.
 */
final class DigitsBound implements DifferentiableObjective {

  static final int CODE = 4;
  private static final int HIDDEN = 24;
  private static final int IMAGES = 60;
  private static final int STEPS = 1_500;
  private static final double RATE = 0.01;

  private final double[] images;
  private final int pixels;
  // Layout: V [hidden x code], a [hidden], W [pixels x hidden], b [pixels].
  private final double[] weights;

  private DigitsBound(double[] images, int pixels, double[] weights) {
    this.images = images;
    this.pixels = pixels;
    this.weights = weights;
  }

  /**
   * A bound and the codes that it was trained with.
   *
   * @param objective the bound, less the entropy of the code, whose gradient is known
   * @param law of a code for each of some images
   */
  record Trained(DigitsBound objective, Gaussian law) {}

  /** Trains on some digits; the law that comes with it is of the first of them. */
  static Trained train(int contexts) {
    SplittableRandom random = new SplittableRandom(1);
    int pixels = Digits.load().pixels();
    double[] images = Digits.load().rows(Part.TRAIN, 0, IMAGES, random);
    double[] weights = new double[HIDDEN * (CODE + 1) + pixels * (HIDDEN + 1)];
    Arrays.setAll(weights, i -> 0.3 * random.nextGaussian());
    double[] codes = new double[IMAGES * 2 * CODE];
    Arrays.setAll(codes, i -> 0.1 * random.nextGaussian());
    Adam forWeights = new Adam(RATE, weights.length);
    Adam forCodes = new Adam(RATE, codes.length);
    DigitsBound bound = new DigitsBound(images, pixels, weights);
    for (int step = 0; step < STEPS; step++) {
      Gaussian law = law(codes);
      Path z = law.path(1, random);
      double[] downWeights = new double[weights.length];
      double[] slopes = new double[IMAGES * CODE];
      for (int c = 0; c < IMAGES; c++) {
        bound.backward(z.points().points(), c, c, slopes, downWeights, -1.0 / IMAGES);
      }
      double[] downCodes = new double[codes.length];
      z.pullback(slopes, 0, downCodes);
      for (int i = 0; i < downCodes.length; i++) {
        // The entropy of the code grows with each log deviation at rate 1.
        downCodes[i] = -downCodes[i] - (i % (2 * CODE) < CODE ? 0 : 1);
      }
      forWeights.step(weights, downWeights);
      forCodes.step(codes, downCodes);
    }
    return new Trained(bound, law(Arrays.copyOf(codes, contexts * 2 * CODE)));
  }

  private static Gaussian law(double[] codes) {
    return Gaussian.ofParameters(new double[CODE], new double[CODE]).at(codes);
  }

  @Override
  public double value(double[] point) {
    return evaluate(Events.of(point, 1, point.length)).values()[0];
  }

  @Override
  public Linearization evaluate(Events events) {
    double[] gradients = new double[events.count() * CODE];
    double[] values = new double[events.count()];
    for (int row = 0; row < values.length; row++) {
      values[row] = backward(events.points(), row, events.context(row), gradients, null, 0);
    }
    return new Answer(values, gradients);
  }

  /** The value of a row; writes its gradient, and adds that in the weights times a factor. */
  private double backward(
      double[] z,
      int row,
      int image,
      double[] gradients,
      double @Nullable [] inWeights,
      double factor) {
    double[] t = new double[HIDDEN];
    double[] slopes = new double[HIDDEN];
    double value = 0;
    for (int j = 0; j < HIDDEN; j++) {
      double sum = weights[HIDDEN * CODE + j];
      for (int i = 0; i < CODE; i++) {
        sum += weights[j * CODE + i] * z[row * CODE + i];
      }
      t[j] = Math.tanh(sum);
    }
    int output = HIDDEN * (CODE + 1);
    for (int p = 0; p < pixels; p++) {
      int at = output + p * HIDDEN;
      double logit = weights[output + pixels * HIDDEN + p];
      for (int j = 0; j < HIDDEN; j++) {
        logit += weights[at + j] * t[j];
      }
      double pixel = images[image * pixels + p];
      value += pixel * logit - Math.max(logit, 0) - Math.log1p(Math.exp(-Math.abs(logit)));
      double error = pixel - 1 / (1 + Math.exp(-logit));
      for (int j = 0; j < HIDDEN; j++) {
        slopes[j] += error * weights[at + j];
        if (inWeights != null) {
          inWeights[at + j] += factor * error * t[j];
        }
      }
      if (inWeights != null) {
        inWeights[output + pixels * HIDDEN + p] += factor * error;
      }
    }
    return value + towardsCode(z, row, t, slopes, gradients, inWeights, factor);
  }

  /** The prior of a row; writes the gradient, and adds that in the first layer. */
  private double towardsCode(
      double[] z,
      int row,
      double[] t,
      double[] slopes,
      double[] gradients,
      double @Nullable [] inWeights,
      double factor) {
    double prior = -0.5 * CODE * Math.log(2 * Math.PI);
    for (int i = 0; i < CODE; i++) {
      double code = z[row * CODE + i];
      prior -= 0.5 * code * code;
      gradients[row * CODE + i] = -code;
    }
    for (int j = 0; j < HIDDEN; j++) {
      double slope = slopes[j] * (1 - t[j] * t[j]);
      for (int i = 0; i < CODE; i++) {
        gradients[row * CODE + i] += slope * weights[j * CODE + i];
        if (inWeights != null) {
          inWeights[j * CODE + i] += factor * slope * z[row * CODE + i];
        }
      }
      if (inWeights != null) {
        inWeights[HIDDEN * CODE + j] += factor * slope;
      }
    }
    return prior;
  }

  private record Answer(double[] values, double[] gradients) implements Linearization {

    @Override
    public void pullback(double[] weights) {}

    @Override
    public double[] curvatures(double[] directions) {
      throw new UnsupportedOperationException("the bound of digits has no second derivatives");
    }
  }
}
