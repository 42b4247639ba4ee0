package io.thalweg.estimator.regression;

import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The latest evaluations of f: event, value, and the probability of the event when it was drawn.
 */
final class PastEvaluations {

  private final int size;
  private final double[] events;
  private final double[] values;
  private final double[] logProbabilities;
  // Which were drawn together for one context; below 0 if not independently.
  private final double[] groups;
  private long nextGroup;
  private long count;

  /**
   * Makes a store.
   *
   * @param capacity the largest number of evaluations
   * @param size the number of variables of an event
   */
  PastEvaluations(int capacity, int size) {
    this.size = size;
    events = new double[Require.numbers(capacity, size)];
    values = new double[capacity];
    logProbabilities = new double[capacity];
    groups = new double[capacity];
  }

  /**
   * Adds all evaluations of an estimate, context by context, in place of the oldest.
   *
   * @param independent whether its draws are independent
   */
  void add(Estimate estimate, boolean independent) {
    Events x = estimate.events();
    double[] log = estimate.law().logProbability(x);
    List<Integer> rows =
        IntStream.range(0, log.length).boxed().sorted(Comparator.comparing(x::context)).toList();
    for (int row : rows) {
      int at = (int) (count % values.length);
      System.arraycopy(x.values(), row * size, events, at * size, size);
      values[at] = estimate.evaluation().values()[row];
      logProbabilities[at] = log[row];
      double group = nextGroup + x.context(row);
      groups[at] = independent ? group : -1 - group;
      count++;
    }
    nextGroup += estimate.law().contexts();
  }

  /** The number of evaluations that were ever added. */
  long count() {
    return count;
  }

  /** The number of evaluations that are kept. */
  int kept() {
    return (int) Math.min(count, values.length);
  }

  /** The index of an evaluation by its age; the newest has age 0. */
  int place(int age) {
    return (int) ((count - 1 - age) % values.length);
  }

  /** All events, [capacity x size]; only the first {@link #kept} are in use. */
  double[] events() {
    return events;
  }

  /** The number of variables of an event. */
  int size() {
    return size;
  }

  /** f at an event. */
  double value(int place) {
    return values[place];
  }

  /** The log-probability of an event under the law that drew it. */
  double logProbability(int place) {
    return logProbabilities[place];
  }

  /** Whether two evaluations were drawn together, for the same context. */
  boolean together(int place, int other) {
    return groups[place] == groups[other];
  }

  /** Whether an evaluation was drawn independently of all others. */
  boolean independent(int place) {
    return groups[place] >= 0;
  }

  /** Writes all evaluations. */
  void save(DataOutput out) throws IOException {
    for (double[] numbers : new double[][] {events, values, logProbabilities, groups}) {
      Numbers.write(out, numbers);
    }
    out.writeLong(nextGroup);
    out.writeLong(count);
  }

  /** Reads what was saved. */
  void load(DataInput in) throws IOException {
    for (double[] numbers : new double[][] {events, values, logProbabilities, groups}) {
      Numbers.read(in, numbers);
    }
    nextGroup = in.readLong();
    count = in.readLong();
  }
}
