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
    Halves before = past == null ? none(draws) : requireSize(past, draws);
    boolean settled = before.count() >= FOLDS * rows;
    double[] settledWeights = settled ? before.weights() : null;
    Moments[] parts = new Moments[folds];
    Halves batch = none(draws);
    for (int k = 0; k < folds; k++) {
      parts[k] = new Moments(draws.parameters(), draws.controls().size());
      parts[k].add(draws, k * rows / folds, (k + 1) * rows / folds);
      batch = batch.plus(1, parts[k], k % 2);
    }
    Halves all = batch.plus(1, before);
    double[] estimates = draws.target().clone();
    for (int k = 0; k < folds; k++) {
      double[] weights = settled ? settledWeights : all.plus(-1, parts[k], k % 2).weights();
      draws.subtract(weights, k * rows / folds, (k + 1) * rows / folds, estimates);
    }
    return new Fit(estimates, batch, rows);
  }

  /**
   * The same with weights that are fitted on the past alone: for a target that was itself made of
   * regressions on this batch, so that other draws of it know of the one that is to be left out.
   */
  Fit fitOnPast(Draws draws) {
    int rows = draws.rows();
    Halves batch = none(draws);
    for (int k = 0; k < 2; k++) {
      Moments half = new Moments(draws.parameters(), draws.controls().size());
      half.add(draws, k * rows / 2, (k + 1) * rows / 2);
      batch = batch.plus(1, half, k);
    }
    double[] estimates = draws.target().clone();
    if (past != null) {
      draws.subtract(requireSize(past, draws).weights(), 0, rows, estimates);
    }
    return new Fit(estimates, batch, rows);
  }

  private static Halves none(Draws draws) {
    return Halves.none(draws.parameters(), draws.controls().size(), draws.whole());
  }

  private static Halves requireSize(Halves past, Draws draws) {
    int parameters = past.first().parameters();
    int controls = past.first().controls();
    if (parameters != draws.parameters() || controls != draws.controls().size()) {
      throw new IllegalArgumentException(
          "a flow that learned %d controls of %d parameters was given %d of %d"
              .formatted(controls, parameters, draws.controls().size(), draws.parameters()));
    }
    return past;
  }

  /** Remembers a batch, and forgets of the past what it displaces. */
  void learn(Fit batch) {
    double kept = memory > 0 ? Math.exp(-batch.rows / memory) : 0;
    past = past == null ? batch.moments : batch.moments.plus(kept, past);
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
