package io.thalweg.workbench.output;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns Ctrl-C into a request. The command sees the request, writes its results so far and closes
 * this; only then the process ends.
 */
public final class Interruption implements AutoCloseable {

  /** The exit code of a process that Ctrl-C ended: 128 and the number of the signal. */
  public static final int EXIT_CODE = 130;

  private static final int PATIENCE_SECONDS = 60;
  private static final int STUCK_SECONDS = 10;
  private static final int LAST_WORDS_MILLIS = 300;
  private static final int POLL_MILLIS = 50;

  private final CountDownLatch written = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "interruption");
  private volatile boolean requested;
  private volatile Runnable rescue = () -> {};

  private Interruption() {}

  /** Listens to Ctrl-C until it is closed. */
  public static Interruption byCtrlC() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Returns whether the work is to stop. */
  public boolean requested() {
    return requested;
  }

  /** Returns whether the work is to go on. */
  public boolean goesOn() {
    return !requested;
  }

  /** Requests an interruption, as Ctrl-C does. */
  public void request() {
    requested = true;
  }

  /**
   * Runs a task that cannot stop halfway on a thread of its own; empty if an interruption is
   * requested before it ends. Then the task is left to itself, and the process does not wait for
   * it.
   */
  public <T> Optional<T> unlessRequested(Callable<T> task) {
    FutureTask<T> future = start(task);
    try {
      return await(future) ? Optional.of(future.get()) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /** Starts a task on a thread of its own, for which the process does not wait. */
  public static <T> FutureTask<T> start(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(future, "measurement");
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  /**
   * Waits until a task ends or an interruption is requested.
   *
   * @return whether the task ended
   * @throws ExecutionException if it failed
   */
  public boolean await(Future<?> task) throws ExecutionException, InterruptedException {
    while (!requested) {
      try {
        task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        // It still runs; whether Ctrl-C has come is asked above.
      }
    }
    return false;
  }

  /** Returns the exception of a task, to be thrown on. */
  public static RuntimeException failure(ExecutionException e) {
    Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  /**
   * States what is done if the command does not stop within ten seconds of the request, because it
   * waits for code of a user's. It runs on a thread of its own.
   */
  public void ifStuck(Runnable rescue) {
    this.rescue = rescue;
  }

  private void hold() {
    request();
    try {
      if (!written.await(STUCK_SECONDS, TimeUnit.SECONDS)) {
        rescue.run();
      }
      if (!written.await(PATIENCE_SECONDS - STUCK_SECONDS, TimeUnit.SECONDS)) {
        Progress.complain("gave up waiting for the results to be written");
      }
      // Whatever went wrong in writing them is said only after this was closed.
      Thread.sleep(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    written.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook has just been let go.
      requested = true;
    }
  }
}
