package io.thalweg.workbench.train;

import io.thalweg.train.Run;
import io.thalweg.train.Training;
import io.thalweg.workbench.output.Progress;
import java.util.List;
import java.util.function.Function;

/**
 * Rounds in which each run advances by one stretch after the other, so that all advance together.
 *
 * @param task the name of the whole
 * @param budget of each run
 * @param seeds of each estimator
 * @param runs in the order of their turns
 */
record Rounds<T extends Training>(String task, Budget budget, int seeds, List<PacedRun<T>> runs) {

  /**
   * Trains all runs, until their end or until Ctrl-C.
   *
   * @param score says in a few words how good a run is
   * @param afterTurn called after every turn
   */
  void train(Stretches stretches, Function<Run<T>, String> score, Runnable afterTurn) {
    try (Progress progress =
        Progress.start(task, budget.amount() * runs.size(), budget.unit().label())) {
      for (PacedRun<T> run : runs) {
        progress.resume(run.progress());
        run.begin(stretches);
      }
      for (int round = 1; round <= Stretches.COUNT; round++) {
        for (PacedRun<T> run : runs) {
          Shown shown = new Shown(progress, run);
          run.advance(stretches, () -> shown.update(score));
          shown.end();
          afterTurn.run();
        }
      }
    }
  }

  /** The part of one run in the progress of all. */
  private final class Shown {

    private final Progress progress;
    private final PacedRun<T> run;
    private long counted;

    Shown(Progress progress, PacedRun<T> run) {
      this.progress = progress;
      this.run = run;
      this.counted = run.progress();
      run.training().watchWarmUp(state -> progress.advance(0, name(), state));
    }

    void update(Function<Run<T>, String> score) {
      long now = run.progress();
      progress.advance(now - counted, name(), state(score));
      counted = now;
    }

    /** A run that stopped before its end leaves nothing to do. */
    void end() {
      progress.resume(run.progress() - counted);
    }

    private String name() {
      return seeds == 1 ? run.id() : "%s, seed %d".formatted(run.id(), run.run().seed());
    }

    private String state(Function<Run<T>, String> score) {
      String how = score.apply(run.run());
      return budget.unit() == Budget.Unit.STEPS
          ? "step %d of %d, %s".formatted(run.run().steps(), budget.amount(), how)
          : "step %d, %d of %d %s, %s"
              .formatted(
                  run.run().steps(), run.progress(), budget.amount(), budget.unit().label(), how);
    }
  }
}
