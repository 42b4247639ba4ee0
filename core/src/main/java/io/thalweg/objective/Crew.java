package io.thalweg.objective;

import io.thalweg.ObjectiveException;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/**
 * Processes that share out the events of a request. One that ends, hangs or answers nonsense is
 * replaced, and its event is asked once more; if that one is lost, too, f has failed at the event.
 */
final class Crew implements AutoCloseable {

  private static final int LIVES = 2;

  private final String name;
  private final List<String> command;
  private final Wire wire;
  private final int processes;
  private final Optional<Duration> limit;
  private final Tally tally;
  private final Helpers helpers;
  private final Semaphore free;
  private final Deque<Child> idle = new ConcurrentLinkedDeque<>();
  private final Set<Child> all = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Makes a crew; its processes are started when they are needed.
   *
   * @param name of the processes, in messages
   */
  Crew(
      String name,
      List<String> command,
      Wire wire,
      int processes,
      Optional<Duration> limit,
      Tally tally) {
    this.name = name;
    this.command = command;
    this.wire = wire;
    this.processes = processes;
    this.limit = limit;
    this.tally = tally;
    this.helpers = new Helpers(processes);
    this.free = new Semaphore(processes);
  }

  List<String> command() {
    return command;
  }

  int processes() {
    return processes;
  }

  Optional<Duration> limit() {
    return limit;
  }

  Answers attempt(Request request) {
    Answers answers = new Answers(request.count());
    helpers.run(request.count(), row -> answer(answers, request, row));
    return answers;
  }

  private void answer(Answers answers, Request request, int row) {
    for (int life = 0; life < LIVES; life++) {
      tally.evaluations.increment();
      tally.retries.add(life);
      try {
        free.acquire();
        try {
          if (isAnswered(answers, request, row)) {
            return;
          }
        } finally {
          free.release();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ObjectiveException("the thread that waited for f was interrupted", e);
      }
    }
  }

  /** Returns whether a process answered, be it that f failed; it is lost otherwise. */
  private boolean isAnswered(Answers answers, Request request, int row)
      throws InterruptedException {
    Child child = child();
    try {
      answers.put(row, child.ask(request, row, limit));
    } catch (ObjectiveException e) {
      answers.fail(row, e);
    } catch (TimeoutException e) {
      tally.timeOuts.increment();
      lose(child, answers, row, TimeLimited.tooLong(limit.orElseThrow()));
      return false;
    } catch (IOException e) {
      lose(child, answers, row, new ObjectiveException(child.lastWords(e), e));
      return false;
    }
    tally.failures.add(answers.failure(row).isPresent() ? 1 : 0);
    idle.push(child);
    return true;
  }

  private void lose(Child child, Answers answers, int row, ObjectiveException reason) {
    child.kill();
    all.remove(child);
    tally.failures.increment();
    tally.restarts.increment();
    answers.fail(row, reason);
  }

  private Child child() throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("the processes of this objective were closed");
    }
    Child waiting = idle.poll();
    if (waiting != null) {
      return waiting;
    }
    try {
      Child started = new Child(command, wire);
      all.add(started);
      if (closed) {
        started.kill();
      }
      return started;
    } catch (IOException | ObjectiveException e) {
      // Of all events, and so no failure at one of them.
      throw new ObjectiveException("cannot start %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    idle.clear();
    all.forEach(Child::close);
    all.clear();
  }
}
