package io.thalweg.estimator.flow;

import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the weights of controls that minimise the variance, by regression on the past and on the
 * other draws of a batch.
 *
 * <p>The draws of an estimate are dealt out to ten folds, or as many as there are draws. The
 * weights for the draws of a fold are fitted without them, so that they are independent of what
 * they multiply.
 */
final class FlowRegression {

  private static final int FOLDS = 10;

  private final double memory;
  private Optional<Halves> past = Optional.empty();

  /**
   * Makes a regression without a past.
   *
   * @param memory the number of past draws that count; 0 for none
   */
  FlowRegression(double memory) {
    this.memory = Require.atLeast(0.0, "the memory of a flow", memory);
  }

  /** The result for one batch of draws. */
  record Fit(double[] estimates, Halves moments, int rows) {}

  /**
   * Subtracts the weighted controls from the target, [draws x parameters].
   *
   * @param past the moments of the past when the draws were made
   * @throws IllegalArgumentException if the past was of other parameters or controls
   */
  static Fit fit(Draws draws, Optional<Halves> past) {
    int rows = draws.rows();
    int[] bounds = bounds(rows, Math.min(FOLDS, rows), 1);
    Halves before = before(draws, past);
    if (before.count() >= FOLDS * rows) {
      double[] estimates = draws.target().clone();
      draws.subtract(before.weights(), 0, rows, estimates);
      return new Fit(estimates, sum(none(draws), parts(draws, bounds), before.emptier()), rows);
    }
    return fit(draws, past, bounds);
  }

  /**
   * Subtracts the weighted controls from the target; the weights of a fold are fitted on the past
   * and on the other folds.
   *
   * @param bounds the first row of each fold, and the number of rows; folds are independent of each
   *     other
   */
  static Fit fit(Draws draws, Optional<Halves> past, int[] bounds) {
    int folds = bounds.length - 1;
    Halves before = before(draws, past);
    Moments[] parts = parts(draws, bounds);
    double[] estimates = draws.target().clone();
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
      draws.subtract(weights, bounds[k], bounds[k + 1], estimates);
      later = later.plus(1, parts[k], (before.emptier() + k) % 2);
    }
    return new Fit(estimates, later, draws.rows());
  }

  /**
   * Subtracts controls whose weights are fitted on the past only. This serves a target that itself
   * comes from a regression on this batch, because there the other draws depend on the draw that is
   * left out.
   *
   * @throws IllegalArgumentException if the past was of other parameters or controls
   */
  static Fit fitOnPast(Draws draws, Optional<Halves> past) {
    Halves before = before(draws, past);
    double[] estimates = draws.target().clone();
    draws.subtract(before.weights(), 0, draws.rows(), estimates);
    Moments[] parts = halves(draws);
    return new Fit(estimates, sum(none(draws), parts, before.emptier()), draws.rows());
  }

  /** The present moments of the past; later learning does not change them. */
  Optional<Halves> past() {
    return past;
  }

  private static Halves before(Draws draws, Optional<Halves> past) {
    return past.map(halves -> requireSize(halves, draws.parameters(), draws.controls().size()))
        .orElseGet(() -> none(draws));
  }

  /**
   * Deals units of rows out to folds of nearly the same size.
   *
   * @param each the rows of a unit, which no fold divides
   * @return the first row of each fold, and the number of rows
   */
  static int[] bounds(int units, int folds, int each) {
    int[] bounds = new int[folds + 1];
    Arrays.setAll(bounds, k -> (int) ((long) k * units / folds) * each);
    return bounds;
  }

  private static Moments[] halves(Draws draws) {
    return parts(draws, bounds(draws.rows(), Math.min(2, draws.rows()), 1));
  }

  private static Moments[] parts(Draws draws, int[] bounds) {
    Moments[] parts = new Moments[bounds.length - 1];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = new Moments(draws.parameters(), draws.controls().size());
      parts[k].add(draws, bounds[k], bounds[k + 1]);
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
   * Adds a batch to the past and lets older draws fade; ignores a batch whose squares are too large
   * for a double.
   *
   * @throws IllegalArgumentException if the past was of other parameters or controls
   */
  void learn(Fit batch) {
    Moments fresh = batch.moments.first();
    past.ifPresent(halves -> requireSize(halves, fresh.parameters(), fresh.controls()));
    if (memory > 0 && batch.moments.isFinite()) {
      double kept = Math.exp(-batch.rows / memory);
      past = Optional.of(past.map(old -> batch.moments.plus(kept, old)).orElse(batch.moments));
    }
  }

  /** Adds a batch of draws to the past, as a half of the draws each. */
  void learn(Draws batch) {
    Moments[] parts = halves(batch);
    Halves sum = sum(none(batch), parts, before(batch, past).emptier());
    learn(new Fit(batch.target(), sum, batch.rows()));
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(past.map(halves -> halves.first().parameters()).orElse(0));
    if (past.isPresent()) {
      Halves halves = past.get();
      out.writeInt(halves.first().controls());
      halves.whole().save(out);
      halves.first().save(out);
      halves.second().save(out);
    }
  }

  void load(DataInput in) throws IOException {
    int parameters = in.readInt();
    if (parameters == 0) {
      past = Optional.empty();
      return;
    }
    Halves saved = Halves.none(parameters, in.readInt(), Whole.load(in));
    saved.first().load(in);
    saved.second().load(in);
    past = Optional.of(saved);
  }
}
