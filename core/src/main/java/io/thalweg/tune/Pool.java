package io.thalweg.tune;

import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Run;
import io.thalweg.simulation.RunMaker;
import io.thalweg.simulation.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Makes runs by threads, by the caller or by another maker; the runs are the same. */
final class Pool implements AutoCloseable {

  private final @Nullable ExecutorService threads;
  private final @Nullable RunMaker maker;

  /**
   * Starts threads.
   *
   * @param maker makes the runs in place of them; null if there is none
   */
  Pool(int threads, @Nullable RunMaker maker) {
    this.maker = maker;
    this.threads =
        maker == null && threads > 1 ? Executors.newFixedThreadPool(threads, Pool::daemon) : null;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "thalweg-run");
    thread.setDaemon(true);
    return thread;
  }

  /** Makes runs of consecutive numbers. */
  List<Run> runs(Simulator simulator, Parameters at, long seed, long first, int count) {
    if (maker != null) {
      return maker.runs(at, seed, first, count);
    }
    if (threads == null) {
      return RunMaker.here(simulator).runs(at, seed, first, count);
    }
    List<Future<Run>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long number = first + i;
      futures.add(threads.submit(() -> Run.of(simulator, at, seed, number)));
    }
    return futures.stream().map(Pool::result).toList();
  }

  private static Run result(Future<Run> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a run failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while runs were made", e);
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
