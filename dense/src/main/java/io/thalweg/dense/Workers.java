package io.thalweg.dense;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.jspecify.annotations.Nullable;

/** The threads that share the work on a batch, each with matrix products of a single thread. */
public final class Workers {

  // Most of what an estimator computes between two passes is shorter than this. Waking a thread
  // takes as long as a pass of few rows.
  private static final long HELPER_SPIN_NANOS = 1_000_000;
  // A thread that spins longer could occupy the core that the helper needs.
  private static final long OWN_SPIN_NANOS = 300_000;
  private static final int NAP_NANOS = 50_000;
  // Fewer rows spend more time on reading weights than on using them.
  private static final int LEAST_ROWS = 32;
  // Work on fewer takes some microseconds; handing it over takes as long.
  private static final int LEAST_PARAMETERS = 20_000;

  private static final List<Helper> HELPERS = new ArrayList<>();
  private static final Scratch OWN = new Scratch();

  private static final Task NOTHING = (share, scratch) -> {};
  private static final Patience PATIENCE = new Patience();

  private static volatile @Nullable Job job;

  private Workers() {}

  /** One of several equal parts of the work. */
  record Share(int part, int parts) {

    /** Index of the first element of this share, of {@code size} elements. */
    int from(int size) {
      return (int) ((long) size * part / parts);
    }

    /** Index after the last element of this share, of {@code size} elements. */
    int to(int size) {
      return (int) ((long) size * (part + 1) / parts);
    }
  }

  /** The work of one share. */
  @FunctionalInterface
  interface Task {
    void run(Share share, Scratch scratch);
  }

  /** Part of the rows. */
  @FunctionalInterface
  interface Rows {
    void run(int from, int to, Scratch scratch);
  }

  /** The work of rows from .. to. */
  @FunctionalInterface
  public interface Range {

    /** Works on rows from .. to, and writes nothing that belongs to other rows. */
    void run(int from, int to);
  }

  /**
   * Splits rows 0 .. rows among the threads of {@link OpenBlas#threads} and waits for all. Few rows
   * are not split.
   *
   * @throws IllegalStateException if the task throws an exception, which is its cause
   */
  public static void share(int rows, Range task) {
    overRows(0, rows, (from, to, scratch) -> task.run(from, to));
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
    // If each product had threads of its own, they would compete with these. The number stays at 1,
    // because setting it back costs more than the work.
    if (openblas_nolapack.blas_get_num_threads() != 1) {
      openblas_nolapack.blas_set_num_threads(1);
    }
    Job job = new Job(task, parts);
    long start = System.nanoTime();
    boolean together = parts > 1 && PATIENCE.asksForHelp(start);
    if (together) {
      handOver(job);
    }
    job.work(OWN);
    job.await();
    if (together) {
      PATIENCE.helped(parts * job.quickest(), start, System.nanoTime());
    }
    job.end();
  }

  private static void handOver(Job job) {
    // Create the threads first: if that fails, no job may be left behind.
    while (HELPERS.size() < job.parts - 1) {
      HELPERS.add(new Helper());
    }
    Workers.job = job;
    for (int i = 0; i < job.parts - 1; i++) {
      HELPERS.get(i).wake();
    }
  }

  /** Shares of the work; any free thread takes the next one, so that a late thread finds none. */
  private static final class Job {
    private final int parts;
    // What each share took; each is written before its thread counts it as done.
    private final long[] nanos;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Throwable failure;
    private Task task;

    Job(Task task, int parts) {
      this.task = task;
      this.parts = parts;
      this.nanos = new long[parts];
    }

    /** Takes shares until none is left. */
    void work(Scratch scratch) {
      long start = System.nanoTime();
      for (int part = taken.getAndIncrement(); part < parts; part = taken.getAndIncrement()) {
        try {
          task.run(new Share(part, parts), scratch);
        } catch (RuntimeException | Error e) {
          fail(e);
        } finally {
          long end = System.nanoTime();
          nanos[part] = end - start;
          start = end;
          done.incrementAndGet();
        }
      }
    }

    /** Returns the nanoseconds of the share that took the least, after all are done. */
    long quickest() {
      return Arrays.stream(nanos).min().orElseThrow();
    }

    /** Keeps the first error; if there is none, the last exception. */
    private synchronized void fail(Throwable e) {
      failure = failure instanceof Error ? failure : e;
    }

    void await() {
      long from = System.nanoTime();
      while (done.get() < parts) {
        if (System.nanoTime() - from < OWN_SPIN_NANOS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(NAP_NANOS);
        }
      }
    }

    void end() {
      // Waiting threads refer to the job; without its task the arrays can be collected.
      task = NOTHING;
      Throwable failure = this.failure;
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
      @Nullable Job last = null;
      while (true) {
        long end = System.nanoTime() + HELPER_SPIN_NANOS;
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
        if (last != null) {
          last.work(scratch);
        }
      }
    }
  }
}
