package io.thalweg.objective;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that answers one event after the other, until it ends or is ended. */
final class Child implements AutoCloseable {

  private static final int MOST_WORDS = 2_000;
  private static final int BUFFER = 1 << 13;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Wire wire;
  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;
  // Reading and writing may both block for ever.
  private final ExecutorService courier = Executors.newSingleThreadExecutor(Helpers::thread);
  private final StringBuilder words = new StringBuilder();
  private final Thread listener;

  /**
   * Starts a process and waits until it is ready.
   *
   * @throws io.thalweg.ObjectiveException if it says that it cannot be
   * @throws IOException if it cannot be started, ends, or is not ready within a minute
   */
  Child(List<String> command, Wire wire) throws IOException, InterruptedException {
    this.wire = wire;
    this.process = new ProcessBuilder(command).start();
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
    this.listener = Helpers.thread(this::listen);
    listener.start();
    boolean ready = false;
    try {
      await(
          () -> {
            wire.greet(in);
            return 0.0;
          },
          Optional.of(START));
      ready = true;
    } catch (TimeoutException e) {
      throw new IOException("it was not ready within a minute", e);
    } catch (EOFException e) {
      throw new IOException(lastWords(e), e);
    } finally {
      if (!ready) {
        kill();
      }
    }
  }

  /** Keeps the end of what the process says on standard error. */
  private void listen() {
    byte[] bytes = new byte[BUFFER];
    try (InputStream error = process.getErrorStream()) {
      for (int count = error.read(bytes); count >= 0; count = error.read(bytes)) {
        synchronized (words) {
          words.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
          words.delete(0, Math.max(0, words.length() - MOST_WORDS));
        }
      }
    } catch (IOException e) {
      // The process was ended, and has nothing more to say.
    }
  }

  /**
   * Asks for the value of a row.
   *
   * @throws io.thalweg.ObjectiveException if f failed at the event; the process can be asked again
   * @throws IOException if the process ended or answered nonsense; it cannot be asked again
   * @throws TimeoutException if it took too long; it cannot be asked again
   */
  double ask(Request request, int row, Optional<Duration> limit)
      throws IOException, TimeoutException, InterruptedException {
    return await(
        () -> {
          wire.write(out, request, row);
          out.flush();
          return wire.read(in);
        },
        limit);
  }

  private double await(Callable<Double> task, Optional<Duration> limit)
      throws IOException, TimeoutException, InterruptedException {
    Future<Double> future = courier.submit(task);
    try {
      return limit.isEmpty()
          ? future.get()
          : future.get(limit.get().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw Helpers.rethrown(e);
    }
  }

  /** Describes how the process was lost: its exit code, and the end of what it said. */
  String lastWords(IOException e) throws InterruptedException {
    String how = String.valueOf(e.getMessage());
    // A broken pipe or the end of the answers: the process has ended or is about to.
    if (process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
      how = "the process ended with exit code %d".formatted(process.exitValue());
      listener.join(FAREWELL.toMillis());
    }
    synchronized (words) {
      String said = words.toString().strip();
      return said.isEmpty() ? how : how + "; it said: " + said;
    }
  }

  /** Ends the process at once. */
  void kill() {
    // A script's own processes would keep its output open.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    courier.shutdownNow();
  }

  /** Lets the process end by itself, which it does when nothing more can be asked, or ends it. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      // It does not listen, and is ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      kill();
    }
  }
}
