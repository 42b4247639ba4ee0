package io.thalweg.objective;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The counts of all decorators around one f, which any thread may add to. */
final class Tally {

  // Set while a thread asks f for one who may stop waiting; true when that has happened.
  private static final ThreadLocal<@Nullable AtomicBoolean> GIVEN_UP = new ThreadLocal<>();

  final LongAdder evaluations = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder timeOuts = new LongAdder();
  final LongAdder retries = new LongAdder();
  final LongAdder skips = new LongAdder();
  final LongAdder hits = new LongAdder();
  final LongAdder restarts = new LongAdder();

  private final List<LongAdder> all =
      List.of(evaluations, failures, timeOuts, retries, skips, hits, restarts);

  /** Runs a task for one who may stop waiting; then its failures do not count again. */
  static Answers unlessGivenUp(AtomicBoolean givenUp, Supplier<Answers> task) {
    GIVEN_UP.set(givenUp);
    try {
      return task.get();
    } finally {
      GIVEN_UP.remove();
    }
  }

  /** Counts failures of f, but for those that nobody waits for any more. */
  void failed(int count) {
    AtomicBoolean givenUp = GIVEN_UP.get();
    if (givenUp == null || !givenUp.get()) {
      failures.add(count);
    }
  }

  void save(DataOutput out) throws IOException {
    for (LongAdder one : all) {
      out.writeLong(one.sum());
    }
  }

  void load(DataInput in) throws IOException {
    for (LongAdder one : all) {
      one.reset();
      one.add(in.readLong());
    }
  }

  Counts counts() {
    return new Counts(
        evaluations.sum(),
        failures.sum(),
        timeOuts.sum(),
        retries.sum(),
        skips.sum(),
        hits.sum(),
        restarts.sum());
  }
}
