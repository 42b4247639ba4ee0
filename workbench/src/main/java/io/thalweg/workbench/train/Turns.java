package io.thalweg.workbench.train;

import io.thalweg.workbench.output.Interruption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** Runs that take turns on some threads, so that all advance together. */
final class Turns {

  private final Queue<PolicyRun> waiting;
  private final Consumer<PolicyRun> turn;
  private final Interruption interruption;

  private Turns(List<PolicyRun> runs, Consumer<PolicyRun> turn, Interruption interruption) {
    this.waiting = new ConcurrentLinkedQueue<>(runs);
    this.turn = turn;
    this.interruption = interruption;
  }

  /**
   * Gives each run a turn after the other, until all have ended or Ctrl-C is pressed.
   *
   * @param turn advances a run
   */
  static void advance(
      List<PolicyRun> runs, int threads, Consumer<PolicyRun> turn, Interruption interruption) {
    Turns turns = new Turns(runs, turn, interruption);
    List<FutureTask<Void>> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(threads, runs.size()); i++) {
      workers.add(
          Interruption.start(
              () -> {
                turns.work();
                return null;
              }));
    }
    try {
      for (FutureTask<Void> worker : workers) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interruption.request();
    } catch (ExecutionException e) {
      throw Interruption.failure(e);
    }
  }

  private void work() {
    while (interruption.goesOn()) {
      PolicyRun run = waiting.poll();
      if (run == null) {
        return;
      }
      try {
        turn.accept(run);
      } catch (RuntimeException e) {
        waiting.clear();
        throw e;
      }
      if (!run.hasEnded()) {
        waiting.add(run);
      }
    }
  }
}
