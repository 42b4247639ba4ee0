package io.thalweg.estimator.regression;

import io.thalweg.Distribution;
import io.thalweg.Events;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The choice between an estimator that is corrected and independent draws, by the variance of
 * either at equal evaluations.
 *
 * <pre>
 *   base:         evaluations |g of f - c|^2
 *   independent:  sum_k weight_k (f - c)(x_k)^2 |score(x_k)|^2
 * </pre>
 *
 * <p>Both come from the estimates of the base, whose surrogate c had not seen their draws: each
 * draw of a coupling by itself is a draw of the law. The means forget with a memory of {@link
 * #MEMORY} estimates, because c improves.
 */
final class BaseChoice {

  private static final int MEMORY = 32;
  private static final int LEAST = 8;
  private static final int PROBE = 16;
  private static final double WORTH = 0.9;

  private final boolean open;
  private boolean independent;
  private double baseVariance;
  private double independentVariance;
  private long seen;
  private long estimates;

  private BaseChoice(boolean open, boolean independent) {
    this.open = open;
    this.independent = independent;
  }

  /** Independent draws only. */
  static BaseChoice never() {
    return new BaseChoice(false, true);
  }

  /** The base only. */
  static BaseChoice always() {
    return new BaseChoice(false, false);
  }

  /** The base first, then what has less variance. */
  static BaseChoice byVariance() {
    return new BaseChoice(true, false);
  }

  /** Whether the base draws the next estimate. */
  boolean isBase() {
    return !independent || (open && estimates % PROBE == 0);
  }

  /** Counts an estimate of independent draws. */
  void learn() {
    estimates++;
  }

  /** Learns from an estimate of the base. */
  void learn(Correction correction, Distribution law) {
    estimates++;
    if (!open || !correction.fitted()) {
      return;
    }
    double baseSquare = baseSquare(correction, law);
    double independentSquare = independentSquare(correction, law);
    // One square that is too large for a double would stay in the means for ever.
    if (!Double.isFinite(baseSquare) || !Double.isFinite(independentSquare)) {
      return;
    }
    double keep = 1 - 1.0 / Math.min(++seen, MEMORY);
    baseVariance = keep * baseVariance + (1 - keep) * baseSquare;
    independentVariance = keep * independentVariance + (1 - keep) * independentSquare;
    double own = independent ? independentVariance : baseVariance;
    double other = independent ? baseVariance : independentVariance;
    independent ^= seen >= LEAST && other < WORTH * own;
  }

  private static double baseSquare(Correction correction, Distribution law) {
    double square = 0;
    for (double g : correction.estimate().gradient()) {
      square += g * g;
    }
    return square * correction.estimate().evaluations() / law.contexts();
  }

  private static double independentSquare(Correction correction, Distribution law) {
    Events x = correction.estimate().events();
    double[] scores = law.scores(x);
    double[] r = correction.residuals();
    double sum = 0;
    for (int row = 0; row < r.length; row++) {
      double square = 0;
      for (int i = row * law.dimension(); i < (row + 1) * law.dimension(); i++) {
        square += scores[i] * scores[i];
      }
      sum += correction.estimate().weights()[row] * r[row] * r[row] * square;
    }
    return sum;
  }

  /** Writes all that was learned. */
  void save(DataOutput out) throws IOException {
    out.writeBoolean(independent);
    out.writeDouble(baseVariance);
    out.writeDouble(independentVariance);
    out.writeLong(seen);
    out.writeLong(estimates);
  }

  /** Reads what was saved. */
  void load(DataInput in) throws IOException {
    independent = in.readBoolean();
    baseVariance = in.readDouble();
    independentVariance = in.readDouble();
    seen = in.readLong();
    estimates = in.readLong();
  }
}
