package io.thalweg.estimator.flow;

import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The controls of least variance, by regression on the past and on the other draws of a batch.
 *
 * <p>The draws of an estimate are dealt out to ten folds, or as many as there are draws. The
 * weights for the draws of a fold are fitted without them, so that they are independent of what
 * they multiply.
 */
final class FlowRegression {

  private static final int FOLDS = 10;

  private final double memory;
  private Halves past;

  /**
   * Without a past.
   *
   * @param memory how many draws of the past count; 0 for none
   */
  FlowRegression(double memory) {
    this.memory = Require.atLeast(0.0, "the memory of a flow", memory);
  }

  /** What a batch of draws was made into. */
  record Fit(double[] estimates, Halves moments, int rows) {}

  /**
   * The target less the weighted controls, [draws x parameters].
   *
   * @throws IllegalArgumentException if the past was of other parameters or controls
   */
  Fit fit(Draws draws) {
    int rows = draws.rows();
    int folds = Math.min(FOLDS, rows);
    Halves before = before(draws);
    Moments[] parts = parts(draws, folds);
    double[] estimates = draws.target().clone();
    if (before.count() >= FOLDS * rows) {
      draws.subtract(before.weights(), 0, rows, estimates);
      return new Fit(estimates, sum(none(draws), parts, before.emptier()), rows);
    }
    // Sums of what stands before and after a fold: one draw that is taken off a sum again can have
    // taken the digits of all others with it.
    Halves[] earlier = new Halves[folds];
    earlier[0] = before;
    for (int k = 1; k < folds; k++) {
      earlier[k] = earlier[k - 1].plus(1, parts[k - 1], (before.emptier() + k - 1) % 2);
    }
    Halves later = none(draws);
    for (int k = folds - 1; k >= 0; k--) {
      double[] weights = earlier[k].plus(1, later).weights();
      draws.subtract(weights, k * rows / folds, (k + 1) * rows / folds, estimates);
      later = later.plus(1, parts[k], (before.emptier() + k) % 2);
    }
    return new Fit(estimates, later, rows);
  }

  /**
   * The same with weights that are fitted on the past alone: for a target that was itself made of
   * regressions on this batch, so that other draws of it know of the one that is to be left out.
   *
   * @throws IllegalArgumentException if the past was of other parameters or controls
   */
  Fit fitOnPast(Draws draws) {
    Halves before = before(draws);
    double[] estimates = draws.target().clone();
    draws.subtract(before.weights(), 0, draws.rows(), estimates);
    Moments[] parts = parts(draws, Math.min(2, draws.rows()));
    return new Fit(estimates, sum(none(draws), parts, before.emptier()), draws.rows());
  }

  private Halves before(Draws draws) {
    return past == null
        ? none(draws)
        : requireSize(past, draws.parameters(), draws.controls().size());
  }

  private static Moments[] parts(Draws draws, int folds) {
    Moments[] parts = new Moments[folds];
    for (int k = 0; k < folds; k++) {
      parts[k] = new Moments(draws.parameters(), draws.controls().size());
      parts[k].add(draws, k * draws.rows() / folds, (k + 1) * draws.rows() / folds);
    }
    return parts;
  }

  private static Halves sum(Halves none, Moments[] parts, int first) {
    Halves sum = none;
    for (int k = 0; k < parts.length; k++) {
      sum = sum.plus(1, parts[k], (first + k) % 2);
    }
    return sum;
  }

  private static Halves none(Draws draws) {
    return Halves.none(draws.parameters(), draws.controls().size(), draws.whole());
  }

  private static Halves requireSize(Halves past, int parameters, int controls) {
    Moments learned = past.first();
    if (learned.parameters() != parameters || learned.controls() != controls) {
      throw new IllegalArgumentException(
          "a flow that learned %d controls of %d parameters was given %d of %d"
              .formatted(learned.controls(), learned.parameters(), controls, parameters));
    }
    return past;
  }

  /**
   * Remembers a batch, and forgets of the past what it displaces; but not a batch whose squares are
   * too large for a double.
   *
   * @throws IllegalArgumentException if the past was of other parameters or controls
   */
  void learn(Fit batch) {
    if (past != null) {
      requireSize(past, batch.moments.first().parameters(), batch.moments.first().controls());
    }
    if (memory > 0 && batch.moments.isFinite()) {
      past =
          past == null ? batch.moments : batch.moments.plus(Math.exp(-batch.rows / memory), past);
    }
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(past == null ? 0 : past.first().parameters());
    if (past != null) {
      out.writeInt(past.first().controls());
      out.writeInt(past.whole());
      past.first().save(out);
      past.second().save(out);
    }
  }

  void load(DataInput in) throws IOException {
    int parameters = in.readInt();
    if (parameters == 0) {
      past = null;
      return;
    }
    Halves saved = Halves.none(parameters, in.readInt(), in.readInt());
    saved.first().load(in);
    saved.second().load(in);
    past = saved;
  }
}
