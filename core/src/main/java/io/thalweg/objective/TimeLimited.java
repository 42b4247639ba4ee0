package io.thalweg.objective;

import io.thalweg.ObjectiveException;
import io.thalweg.support.Require;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** An objective that may take so long for an event; after that, its thread is left to itself. */
final class TimeLimited extends Decorator {

  private static final int IDLE_SECONDS = 2;

  private final Duration limit;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Helpers::thread);

  TimeLimited(Fallible inner, Duration limit) {
    super(inner);
    Require.positive("the time limit in seconds", limit.toNanos() / 1e9);
    this.limit = limit;
  }

  @Override
  protected Answers attempt(Request request) {
    Answers answers = new Answers(request.count());
    for (int row = 0; row < request.count(); row++) {
      Request one = request.rows(row);
      AtomicBoolean givenUp = new AtomicBoolean();
      Future<Answers> attempt =
          executor.submit(() -> Tally.unlessGivenUp(givenUp, () -> inner().attempt(one)));
      try {
        answers.copy(row, attempt.get(limit.toNanos(), TimeUnit.NANOSECONDS), 0);
      } catch (TimeoutException e) {
        givenUp.set(true);
        attempt.cancel(true);
        answers.fail(row, tooLong(limit));
        tally().timeOuts.increment();
        tally().failures.increment();
      } catch (InterruptedException e) {
        attempt.cancel(true);
        Thread.currentThread().interrupt();
        throw new ObjectiveException("the thread that waited for f was interrupted", e);
      } catch (ExecutionException e) {
        throw Helpers.rethrown(e);
      }
    }
    return answers;
  }

  static ObjectiveException tooLong(Duration limit) {
    return new ObjectiveException(
        "it took longer than %s"
            .formatted(io.thalweg.support.Duration.text(limit.toNanos() / 1e9)));
  }
}
