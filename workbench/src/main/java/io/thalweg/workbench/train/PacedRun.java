package io.thalweg.workbench.train;

import io.thalweg.train.Run;
import io.thalweg.train.Training;
import io.thalweg.workbench.output.Progress;
import java.nio.file.Path;
import java.util.function.ToLongFunction;

/**
 * A run that advances by stretches, until its budget is used or its patience is exhausted.
 *
 * @param <T> what is trained
 */
final class PacedRun<T extends Training> {

  private final Run<T> run;
  private final Budget budget;
  private final Patience patience;
  private final ToLongFunction<T> evaluations;
  private int stretch;
  private boolean stopped;

  /**
   * Makes a run that has not begun.
   *
   * @param evaluations counts those of f that a training has made
   */
  PacedRun(Run<T> run, Budget budget, Patience patience, ToLongFunction<T> evaluations) {
    this.run = run;
    this.budget = budget;
    this.patience = patience;
    this.evaluations = evaluations;
  }

  Run<T> run() {
    return run;
  }

  T training() {
    return run.training();
  }

  String id() {
    return run.id();
  }

  long evaluations() {
    return evaluations.applyAsLong(run.training());
  }

  private double used() {
    return budget.used(run, evaluations());
  }

  /** The whole units of its budget that it has used; all of them if it stopped before. */
  long progress() {
    return hasEnded() ? budget.amount() : Math.min(budget.amount(), (long) used());
  }

  /** Whether it goes no further. */
  boolean hasEnded() {
    return stopped || used() >= budget.amount();
  }

  Ending ending() {
    if (stopped) {
      return Ending.PATIENCE;
    }
    return hasEnded() ? Ending.of(budget.unit()) : Ending.INTERRUPTED;
  }

  /**
   * Goes on from a checkpoint, if there is one, and says so.
   *
   * @throws io.thalweg.workbench.output.OutputException if it cannot go on from it
   */
  void resume(RunFiles files) {
    files.resume(run).ifPresent(this::resumed);
  }

  private void resumed(Path checkpoint) {
    if (budget.isExceeded(run)) {
      throw RunFiles.isLonger(
          checkpoint,
          "has made %d %s already, more than %d"
              .formatted((long) used(), budget.unit().label(), budget.amount()));
    }
    stopped = patience.isExhausted(run.points());
    Progress.say(
        hasEnded()
            ? "%s has %s; give it more, or delete %s to start over."
                .formatted(id(), stopped ? "run out of patience" : all(), checkpoint)
            : "Going on with %s at step %d; delete %s to start over."
                .formatted(id(), run.steps(), checkpoint));
  }

  private String all() {
    boolean made = budget.unit() == Budget.Unit.STEPS;
    return "%s all of its %d %s"
        .formatted(made ? "made" : "used", budget.amount(), budget.unit().label());
  }

  /** Measures it where it has not been measured yet. */
  void begin(Stretches stretches) {
    stretches.begin(run);
  }

  /** Advances by one stretch. */
  void advance(Stretches stretches, Runnable afterStep) {
    if (stopped) {
      return;
    }
    stretch++;
    long end = Stretches.end(budget.amount(), stretch);
    boolean whole = stretches.advance(run, () -> used() >= end, afterStep);
    stopped = whole && patience.isExhausted(run.points());
  }
}
