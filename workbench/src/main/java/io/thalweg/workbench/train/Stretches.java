package io.thalweg.workbench.train;

import io.thalweg.train.Run;
import io.thalweg.workbench.output.Interruption;
import java.util.function.BooleanSupplier;

/**
 * The stretches of a run, each of which ends with a measurement and a checkpoint.
 *
 * @param files the files of runs
 * @param interruption ends a stretch early
 */
record Stretches(RunFiles files, Interruption interruption) {

  /** The number of stretches of a run. */
  static final int COUNT = 25;

  /** Returns the number of steps, or of other units, at the end of a stretch, counted from 1. */
  static long end(long total, int stretch) {
    return total * stretch / COUNT;
  }

  /** Measures a run that has not been measured yet. */
  void begin(Run<?> run) {
    if (run.points().isEmpty()) {
      files.measure(run);
    }
  }

  /**
   * Makes the steps of one stretch. A run that was interrupted within it is saved before it is
   * measured, so that its curve is later the same as without the interruption.
   *
   * @param over whether the run has reached its end
   * @param afterStep called after every step
   * @return whether the end was reached
   */
  boolean advance(Run<?> run, BooleanSupplier over, Runnable afterStep) {
    boolean moved = false;
    while (!over.getAsBoolean() && interruption.goesOn()) {
      run.step();
      moved = true;
      afterStep.run();
    }
    boolean whole = over.getAsBoolean();
    if (whole && moved) {
      files.measure(run);
      files.save(run);
    } else if (!whole && run.steps() > run.last().step()) {
      files.save(run);
      files.measure(run);
    }
    return whole;
  }
}
