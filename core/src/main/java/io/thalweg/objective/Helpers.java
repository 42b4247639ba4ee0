package io.thalweg.objective;

import io.thalweg.ObjectiveException;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Threads that help their caller through a number of tasks. Any number of callers may ask at once,
 * also from within a task: each does its own tasks, so that nobody waits for a thread.
 */
final class Helpers {

  private static final int IDLE_SECONDS = 2;

  private final int threads;
  private final ThreadPoolExecutor executor;

  /** Makes helpers, which together with their caller are so many threads. */
  Helpers(int threads) {
    this.threads = Require.atLeast(1, "the number of threads", threads);
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Helpers::thread);
    executor.allowCoreThreadTimeOut(true);
  }

  /** Makes a thread for which the process does not wait. */
  static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "objective");
    thread.setDaemon(true);
    return thread;
  }

  /** Runs the tasks 0 .. count - 1, each once, and returns when all have ended. */
  void run(int count, IntConsumer task) {
    AtomicInteger next = new AtomicInteger();
    Runnable share =
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            task.accept(i);
          }
        };
    List<Help> helping = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, count); i++) {
      helping.add(new Help(executor, share));
    }
    try {
      share.run();
    } finally {
      // If the caller's own share failed, the others end early.
      next.set(count);
      helping.forEach(Help::await);
    }
  }

  /** The share of a helper; the caller does not wait for one that has not begun. */
  private static final class Help {

    private final AtomicBoolean taken = new AtomicBoolean();
    private final Future<?> done;

    Help(ThreadPoolExecutor executor, Runnable share) {
      this.done =
          executor.submit(
              () -> {
                if (taken.compareAndSet(false, true)) {
                  share.run();
                }
              });
    }

    void await() {
      if (!taken.compareAndSet(false, true)) {
        Helpers.await(done);
      }
    }
  }

  private static void await(Future<?> share) {
    try {
      share.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ObjectiveException("the thread that waited for f was interrupted", e);
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  /** Throws what a task threw. */
  static RuntimeException rethrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }
}
