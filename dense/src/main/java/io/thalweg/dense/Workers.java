package io.thalweg.dense;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.openblas.presets.openblas_nolapack;

/** The threads that share the work on a batch, each with matrix products of a single thread. */
final class Workers {

  // Longer than what an estimator computes between two passes: to wake a thread that sleeps has
  // been seen to take as long as a whole pass.
  private static final long PATIENCE_NANOS = 1_000_000;
  private static final int NAP_NANOS = 20_000;
  private static final int SPINS = 20_000;
  // Fewer rows spend more time on reading weights than on using them.
  private static final int LEAST_ROWS = 32;
  // Some microseconds of work, as long as it takes to hand it over.
  private static final int LEAST_PARAMETERS = 20_000;

  private static final List<Helper> HELPERS = new ArrayList<>();
  private static final Scratch OWN = new Scratch();

  private static volatile Job job;

  private Workers() {}

  /** One of several equal parts of the work. */
  record Share(int part, int parts) {

    /** The first of its things where there are so many. */
    int from(int size) {
      return (int) ((long) size * part / parts);
    }

    /** The first that is another's. */
    int to(int size) {
      return (int) ((long) size * (part + 1) / parts);
    }
  }

  /** What is done for one share. */
  @FunctionalInterface
  interface Task {
    void run(Share share, Scratch scratch);
  }

  /** Part of the rows. */
  @FunctionalInterface
  interface Rows {
    void run(int from, int to, Scratch scratch);
  }

  /** Splits rows among the threads and waits for all. */
  static void overRows(int first, int last, Rows task) {
    int rows = last - first;
    int parts = Math.min(OpenBlas.threads(), Math.max(1, rows / LEAST_ROWS));
    run(
        parts,
        (share, scratch) -> task.run(first + share.from(rows), first + share.to(rows), scratch));
  }

  /** Splits work on so many parameters among the threads and waits for all. */
  static void overParameters(int parameters, Task task) {
    run(Math.min(OpenBlas.threads(), Math.max(1, parameters / LEAST_PARAMETERS)), task);
  }

  private static synchronized void run(int parts, Task task) {
    // Threads of its own for each product would wait for these. Setting them back costs more than
    // the work.
    if (openblas_nolapack.blas_get_num_threads() != 1) {
      openblas_nolapack.blas_set_num_threads(1);
    }
    // Before there is a job, which must not go on if there are no more threads to be had.
    while (HELPERS.size() < parts - 1) {
      HELPERS.add(new Helper());
    }
    Job job = new Job(task, parts);
    Workers.job = job;
    for (int i = 0; i < parts - 1; i++) {
      HELPERS.get(i).wake();
    }
    job.work(OWN);
    job.await();
  }

  /** Parts that any thread takes that is free: one that came late finds its part done. */
  private static final class Job {
    private final int parts;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile Throwable failure;
    private Task task;

    Job(Task task, int parts) {
      this.task = task;
      this.parts = parts;
    }

    void work(Scratch scratch) {
      for (int part = taken.getAndIncrement(); part < parts; part = taken.getAndIncrement()) {
        try {
          task.run(new Share(part, parts), scratch);
        } catch (RuntimeException | Error e) {
          fail(e);
        } finally {
          done.incrementAndGet();
        }
      }
    }

    /** An error counts more than an exception, whichever thread is first. */
    private synchronized void fail(Throwable e) {
      failure = failure instanceof Error ? failure : e;
    }

    void await() {
      for (int spin = 0; done.get() < parts; spin++) {
        if (spin < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(NAP_NANOS);
        }
      }
      // Threads that wait hold on to the job, and would to all that it worked on.
      task = null;
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw new IllegalStateException("a dense network failed: " + failure, failure);
      }
    }
  }

  private static final class Helper {
    private final Scratch scratch = new Scratch();
    private final Thread thread = new Thread(this::serve, "thalweg-dense");
    private volatile boolean parked;

    Helper() {
      thread.setDaemon(true);
      thread.start();
    }

    void wake() {
      if (parked) {
        LockSupport.unpark(thread);
      }
    }

    private void serve() {
      Job last = null;
      while (true) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (job == last && System.nanoTime() - end < 0) {
          Thread.onSpinWait();
        }
        while (job == last) {
          parked = true;
          if (job == last) {
            LockSupport.park(this);
          }
          parked = false;
        }
        last = job;
        last.work(scratch);
      }
    }
  }
}
