package io.thalweg.check;

import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The terms that are summed over events for an exact gradient, for all contexts side by side.
 *
 * <p>Each context has the sums of the weights, of f, of its square, of the squared length of the
 * score, of the score, and of f - centre times the score. The first ones tell how large a gradient
 * could be. The sum of the weights must be 1 and that of the scores 0, which shows the accuracy.
 */
final class Integrand {

  private static final int HEAD = 4;
  // With 16 digits of f, its deviation is known to a millionth of its mean at the least.
  private static final double DIGITS = 1e-6;
  private static final double ROUGHLY = 1e6;
  private static final double CRITICAL_Z = 5;
  private static final double ROUNDING = 1e-14;

  private final Distribution law;
  private final Objective f;
  private final int dimension;
  private final double[] centre;

  Integrand(Distribution law, Objective f) {
    this.law = law;
    this.f = f;
    this.dimension = law.dimension();
    this.centre = new double[law.contexts()];
  }

  /** Sets the centre of f to the weighted means in the sums, so that rounding loses less. */
  void centre(double[] sums) {
    for (int c = 0; c < centre.length; c++) {
      int at = c * (HEAD + 2 * dimension);
      centre[c] += sums[at + 1] / sums[at];
    }
  }

  /**
   * The terms of some events.
   *
   * @param terms of each event, unweighted, [events x width]
   * @param weights one for each event
   */
  record Terms(double[] terms, double[] weights) {}

  /**
   * Computes the terms of events.
   *
   * @throws io.thalweg.ObjectiveException if f fails or is not finite there
   */
  Terms terms(Events x, double[] weights) {
    double[] values = Checked.evaluate(f, x).values();
    double[] scores = law.scores(x);
    int width = HEAD + 2 * dimension;
    double[] terms = new double[Require.numbers(values.length, width)];
    for (int row = 0; row < values.length; row++) {
      int at = row * width;
      double value = values[row] - centre[x.context(row)];
      terms[at] = 1;
      terms[at + 1] = value;
      terms[at + 2] = value * value;
      for (int i = 0; i < dimension; i++) {
        double score = scores[row * dimension + i];
        terms[at + 3] += score * score;
        terms[at + HEAD + i] = score;
        terms[at + HEAD + dimension + i] = value * score;
      }
    }
    return new Terms(terms, weights);
  }

  /** Sums all terms, weighted by the weights of their events. */
  double[] sums(Events x, double[] weights) {
    return sums(terms(x, weights));
  }

  /** Sums all terms, weighted by the weights of their events. */
  double[] sums(Terms all) {
    int width = HEAD + 2 * dimension;
    double[] sums = new double[centre.length * width];
    for (int i = 0; i < all.terms.length; i++) {
      sums[i / width % centre.length * width + i % width] += all.weights[i / width] * all.terms[i];
    }
    return sums;
  }

  /** Computes E f of each context, from the sums over all events. */
  double[] means(double[] sums) {
    int width = HEAD + 2 * dimension;
    double[] means = new double[centre.length];
    Arrays.setAll(means, c -> centre[c] + sums[c * width + 1] / sums[c * width]);
    return means;
  }

  /**
   * Adds the centred score estimator at some events to a spread.
   *
   * @param sums those over all events, with the means of f
   */
  void addTo(Spread spread, Terms some, double[] sums) {
    int width = HEAD + 2 * dimension;
    for (int row = 0; row < some.weights.length; row++) {
      int context = row % centre.length;
      double mean = sums[context * width + 1] / sums[context * width];
      double value = some.terms[row * width + 1] - mean;
      for (int i = 0; i < dimension; i++) {
        double score = some.terms[row * width + HEAD + i];
        spread.add(context * dimension + i, some.weights[row], value * score, score);
      }
    }
  }

  /** Whether errors are below a fraction of the sizes of such sums. */
  boolean within(double fraction, double[] errors, double[] sums) {
    double[] sizes = sizes(sums);
    for (int i = 0; i < errors.length; i++) {
      if (!(Math.abs(errors[i]) <= fraction * sizes[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether the weights sum to 1 and the scores to 0, up to a fraction of their sizes. */
  boolean isSound(double fraction, double[] sums) {
    double[] errors = new double[sums.length];
    int width = HEAD + 2 * dimension;
    for (int c = 0; c < centre.length; c++) {
      errors[c * width] = sums[c * width] - 1;
      System.arraycopy(sums, c * width + HEAD, errors, c * width + HEAD, dimension);
    }
    return within(fraction, errors, sums);
  }

  /**
   * Whether draws agree with the mean of f in the sums and have no more variance, up to chance and
   * a fraction of the size of f.
   *
   * <p>The tolerance of the mean comes from the variance in the sums, so that f must not vary if
   * that is 0; the tolerance of the variance comes from the draws. Less variance is no
   * contradiction, because few draws reach the tails.
   */
  boolean agreesWithDraws(int draws, double fraction, double[] sums) {
    Events x = law.sample(draws, new SplittableRandom(0));
    double[] values = Checked.evaluate(f, x).values();
    for (int c = 0; c < centre.length; c++) {
      int at = c * (HEAD + 2 * dimension);
      double variance = Math.max(0, sums[at + 2] - sums[at + 1] * sums[at + 1]);
      double small = fraction * Math.sqrt(sums[at + 2]) + ROUNDING * Math.abs(centre[c]);
      double mean = 0;
      double square = 0;
      double fourth = 0;
      for (int row = c; row < values.length; row += centre.length) {
        double deviation = values[row] - centre[c] - sums[at + 1];
        mean += deviation / draws;
        square += deviation * deviation / draws;
        fourth += Math.pow(deviation, 4) / draws;
      }
      double error = Math.sqrt(variance / draws);
      double errorOfSquare = Math.sqrt(Math.max(0, fourth - square * square) / draws);
      if (Math.abs(mean) > CRITICAL_Z * error + small
          || square > variance + CRITICAL_Z * errorOfSquare + small * small) {
        return false;
      }
    }
    return true;
  }

  /** The natural scale; its moments are means over the contexts. */
  NaturalScale scale(double[] sums) {
    int width = HEAD + 2 * dimension;
    double variance = 0;
    double squares = 0;
    double scores = 0;
    for (int c = 0; c < centre.length; c++) {
      double mean = sums[c * width + 1];
      double own = Math.max(0, sums[c * width + 2] - mean * mean);
      variance += own / centre.length;
      squares += (own + (centre[c] + mean) * (centre[c] + mean)) / centre.length;
      scores += sums[c * width + 3] / centre.length;
    }
    return NaturalScale.of(variance, squares, scores);
  }

  /** The gradient of E f, [contexts x dimension]. */
  double[] gradient(double[] sums) {
    double[] gradient = new double[centre.length * dimension];
    for (int i = 0; i < gradient.length; i++) {
      int at = i / dimension * (HEAD + 2 * dimension) + HEAD + i % dimension;
      // The scores add up to 0 only as exactly as they were added up.
      int mean = i / dimension * (HEAD + 2 * dimension) + 1;
      gradient[i] = sums[at + dimension] - sums[mean] * sums[at];
    }
    return gradient;
  }

  /**
   * The sizes to which errors of the sums are relative, for each context: 1 for the weights, the
   * deviation of f, the length of the score, and for the gradient their product, its natural scale.
   */
  private double[] sizes(double[] sums) {
    int width = HEAD + 2 * dimension;
    double[] sizes = new double[sums.length];
    for (int c = 0; c < centre.length; c++) {
      int at = c * width;
      double variance = Math.max(0, sums[at + 2] - sums[at + 1] * sums[at + 1]);
      double deviation = StrictMath.hypot(Math.sqrt(variance), DIGITS * centre[c]);
      double score = Math.sqrt(Math.max(0, sums[at + 3]));
      sizes[at] = 1;
      // The mean of f needs no accuracy. The means of squares must exist and need a rough one only.
      sizes[at + 1] = Double.POSITIVE_INFINITY;
      sizes[at + 2] = ROUGHLY * sums[at + 2];
      sizes[at + 3] = ROUGHLY * sums[at + 3];
      Arrays.fill(sizes, at + HEAD, at + HEAD + dimension, score);
      Arrays.fill(sizes, at + HEAD + dimension, at + width, deviation * score);
    }
    return sizes;
  }
}
