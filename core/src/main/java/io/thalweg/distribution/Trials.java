package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Finite;

/** Counts of successes in a number of trials, which is the same for all variables. */
abstract class Trials extends Counts implements Finite {

  private final int trials;

  Trials(
      int trials,
      double[] parameters,
      int size,
      Variable.Family<Variable> family,
      String... names) {
    super(parameters, size, family, names);
    this.trials = trials;
  }

  /** The number of trials of each variable, n. */
  public final int trials() {
    return trials;
  }

  @Override
  public final double largest() {
    return trials;
  }

  @Override
  public final long outcomes() {
    return Enumerated.count(size(), trials + 1L);
  }

  @Override
  public final Events outcomes(long from, int count) {
    return Enumerated.outcomes(this, from, count, size(), trials + 1L, 1);
  }
}
