package io.thalweg.search;

import io.thalweg.Checked;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import java.util.Arrays;

/** An objective that counts its evaluations and remembers the least value. */
public final class Budgeted implements Objective {

  private final Objective f;
  private final int budget;
  private int evaluations;
  private double least = Double.POSITIVE_INFINITY;

  /**
   * Makes a count that begins at 0.
   *
   * @param budget the evaluations that a search may ask for
   */
  public Budgeted(Objective f, int budget) {
    this.f = f;
    this.budget = budget;
  }

  @Override
  public double value(double[] event) {
    return add(f.value(event));
  }

  @Override
  public Evaluation evaluate(Events events) {
    Evaluation evaluation = Checked.evaluate(f, events);
    Arrays.stream(evaluation.values()).forEach(this::add);
    return evaluation;
  }

  private double add(double value) {
    evaluations++;
    least = Math.min(least, value);
    return value;
  }

  /** The evaluations so far. */
  public int evaluations() {
    return evaluations;
  }

  /** The evaluations that are left; below 0 if the last batch went beyond the budget. */
  public int left() {
    return budget - evaluations;
  }

  /** The least value so far; infinite before the first one. */
  public double least() {
    return least;
  }
}
