package io.thalweg.objective;

import io.thalweg.Objective;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The program of a process of a {@link WorkerPool}. */
final class Worker {

  private static final int BROKEN = 3;

  private final Fallible f;
  private final DataOutputStream out;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  private Worker(Fallible f, DataOutputStream out) {
    this.f = f;
    this.out = out;
  }

  /**
   * Answers until the input ends.
   *
   * @param arguments the name of the class of f
   */
  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    // What f prints or reads must not come between the answers.
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    Fallible f;
    try {
      f = make(arguments[0]);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      WorkerWire.INSTANCE.writeFailure(out, cause);
      return;
    }
    new Worker(f, out).run(in);
  }

  private static Fallible make(String name) throws ReflectiveOperationException {
    Object made = Class.forName(name).getConstructor().newInstance();
    return made instanceof Noisy noisy ? Fallible.ofNoisy(noisy) : Fallible.of((Objective) made);
  }

  private void run(DataInputStream in) throws IOException {
    // By itself, so that the end of the input is seen while f computes, or hangs.
    Thread thread = Helpers.thread(this::answer);
    thread.start();
    WorkerWire.INSTANCE.writeValue(out, 0);
    try {
      while (true) {
        requests.add(WorkerWire.INSTANCE.request(in));
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(0);
    }
  }

  @SuppressWarnings("IllegalCatch") // Whatever happened, this process is lost, and says why.
  private void answer() {
    try {
      while (true) {
        answer(requests.take());
      }
    } catch (Throwable e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  private void answer(Request request) throws IOException {
    Throwable failure;
    try {
      Answers answers = f.attempt(request);
      if (answers.failure(0).isEmpty()) {
        WorkerWire.INSTANCE.writeValue(out, answers.value(0));
        return;
      }
      failure = answers.failure(0).orElseThrow();
    } catch (StackOverflowError e) {
      failure = e;
    }
    WorkerWire.INSTANCE.writeFailure(out, failure);
  }
}
