package io.thalweg.workbench.output;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a request. The command sees the request, writes its results so far and closes
 * this; only then the process ends.
 */
public final class Interruption implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;
  private static final int LAST_WORDS_MILLIS = 300;

  private final CountDownLatch written = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "interruption");
  private volatile boolean requested;

  private Interruption() {}

  /** Listens to Ctrl-C until it is closed. */
  public static Interruption byCtrlC() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Leaves Ctrl-C to end the process at once. */
  public static Interruption none() {
    return new Interruption();
  }

  /** Returns whether the work is to stop. */
  public boolean requested() {
    return requested;
  }

  /** Requests an interruption, as Ctrl-C does. */
  public void request() {
    requested = true;
  }

  private void hold() {
    request();
    try {
      if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Progress.say("thalweg: gave up waiting for the results to be written");
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
