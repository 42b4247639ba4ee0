package io.thalweg.workbench.train;

import io.thalweg.workbench.output.Interruption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs that take turns on some threads, so that all advance together. */
final class Turns {

  private final Queue<PolicyRun> waiting;
  private final Consumer<PolicyRun> turn;
  private final Live live;
  private final Supplier<Outcome> results;
  private final Interruption interruption;
  // Runs move under the one; results are made under the other, while all runs stand still.
  private final Lock moving;
  private final Lock still;

  private Turns(
      List<PolicyRun> runs,
      Consumer<PolicyRun> turn,
      Interruption interruption,
      Live live,
      Supplier<Outcome> results) {
    ReadWriteLock lock = new ReentrantReadWriteLock();
    this.moving = lock.readLock();
    this.still = lock.writeLock();
    this.live = live;
    this.results = results;
    this.waiting = new ConcurrentLinkedQueue<>(runs);
    this.turn = turn;
    this.interruption = interruption;
  }

  /**
   * Gives each run a turn after the other, until all have ended or Ctrl-C is pressed.
   *
   * @param turn advances a run
   * @param live shows the results between turns
   * @param results makes the results so far
   */
  static void advance(
      List<PolicyRun> runs,
      int threads,
      Consumer<PolicyRun> turn,
      Interruption interruption,
      Live live,
      Supplier<Outcome> results) {
    Turns turns = new Turns(runs, turn, interruption, live, results);
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

  private static void locked(Lock lock, Runnable task) {
    lock.lock();
    try {
      task.run();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    while (interruption.goesOn()) {
      PolicyRun run = waiting.poll();
      if (run == null) {
        return;
      }
      try {
        locked(moving, () -> turn.accept(run));
        if (live.isDue()) {
          locked(still, () -> live.offer(results));
        }
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
