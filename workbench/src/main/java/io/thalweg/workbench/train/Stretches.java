package io.thalweg.workbench.train;

import io.thalweg.train.Run;
import io.thalweg.workbench.output.Interruption;

/**
 * The stretches of a run, each of which ends with a measurement and a checkpoint.
 *
 * @param checkpoints where runs are kept
 * @param interruption ends a stretch early
 */
record Stretches(Checkpoints checkpoints, Interruption interruption) {

  /** The number of stretches of a run. */
  static final int COUNT = 25;

  /** Returns the number of steps, or of other units, at the end of a stretch, counted from 1. */
  static int end(int total, int stretch) {
    return (int) ((long) total * stretch / COUNT);
  }

  /** Measures a run that has not been measured yet. */
  void begin(Run<?> run) {
    if (run.points().isEmpty()) {
      run.measure();
    }
  }

  /**
   * Makes the steps of one stretch.
   *
   * @param until the number of steps at its end
   * @param afterStep called after every step
   */
  void advance(Run<?> run, int until, Runnable afterStep) {
    while (run.steps() < until && interruption.goesOn()) {
      run.step();
      afterStep.run();
    }
    int measured = run.last().step();
    if (run.steps() > measured && run.steps() <= until) {
      measure(run, until);
    }
  }

  /**
   * Measures a run. A run that was interrupted within its turn is saved before it is measured, so
   * that its curve is later the same as without the interruption.
   */
  private void measure(Run<?> run, int until) {
    if (run.steps() < until) {
      checkpoints.save(run);
    }
    run.measure();
    if (run.steps() == until) {
      checkpoints.save(run);
    }
  }
}
