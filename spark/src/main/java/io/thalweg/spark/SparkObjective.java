package io.thalweg.spark;

import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.Shape;
import io.thalweg.objective.Answers;
import io.thalweg.objective.Fallible;
import io.thalweg.objective.Noisy;
import io.thalweg.objective.Request;
import io.thalweg.support.Require;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * An objective that the executors of Apache Spark evaluate, for an f that is slow.
 *
 * <pre>{@code
 * Fallible f = SparkObjective.of(spark, x -> Plant.cost(x)).retries(2);
 * Estimate estimate = new Rloo(64).estimate(law, f, random);
 * }</pre>
 *
 * <p>The events of a call are shared out, and values are the same bits whoever computes them. An
 * executor that dies is replaced by Spark and its events are asked again; an exception that f
 * throws is a failure at that event, as in any {@link Fallible}. A lambda is sent as it is, with
 * what it captures. Of an object everything must be {@link Serializable}.
 *
 * <p>Cost: a call is one job of Spark, which takes some 30 milliseconds on one machine and more on
 * a cluster. So it pays where a call evaluates f for a second or more; a {@link
 * io.thalweg.objective.WorkerPool} asks in 30 microseconds.
 */
public final class SparkObjective extends Fallible {

  private final JavaSparkContext spark;
  private final Sent f;
  private final int slices;
  private final @Nullable Duration limit;

  /** The function that is sent: f under the noise of a row. */
  @FunctionalInterface
  private interface Sent extends Serializable {
    Objective at(Request request, int row);
  }

  /** Some rows of a request. */
  private record Slice(
      double[] values, int[] contexts, long[] seeds, int[] shape, @Nullable Duration limit)
      implements Serializable {

    static Slice of(Request rows, @Nullable Duration limit) {
      Events events = rows.events();
      int[] contexts = IntStream.range(0, rows.count()).map(events::context).toArray();
      Shape shape = events.shape();
      int[] sizes = {shape.contexts(), shape.size(), shape.categories()};
      return new Slice(events.values(), contexts, rows.seeds(), sizes, limit);
    }

    Request request() {
      Shape whole = new Shape(shape[0], shape[1], shape[2]);
      return new Request(Events.ragged(values, contexts, whole), seeds);
    }
  }

  /** The values of a slice; where f failed the reason, elsewhere null. */
  private record Outcome(double[] values, @Nullable String[] failures) implements Serializable {}

  private SparkObjective(
      JavaSparkContext spark, Sent f, boolean noisy, int slices, @Nullable Duration limit) {
    super(noisy);
    this.spark = spark;
    this.f = f;
    this.slices = slices;
    this.limit = limit;
  }

  /**
   * Makes an objective; there are as many slices as Spark has cores.
   *
   * @param f a lambda, or an object that is Serializable and holds nothing that is not
   * @throws IllegalArgumentException if f holds what cannot be sent to executors
   */
  public static <F extends Objective & Serializable> SparkObjective of(
      JavaSparkContext spark, F f) {
    Portable.require("the objective", f);
    return make(spark, (request, row) -> f, false);
  }

  /**
   * Makes an objective of a function with noise of its own.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static <N extends Noisy & Serializable> SparkObjective ofNoisy(
      JavaSparkContext spark, N f) {
    Portable.require("the objective", f);
    return make(spark, (request, row) -> x -> f.value(x, request.noise(row)), true);
  }

  private static SparkObjective make(JavaSparkContext spark, Sent f, boolean noisy) {
    Require.given("the Spark context", spark);
    return new SparkObjective(spark, f, noisy, spark.defaultParallelism(), null);
  }

  /** Returns this objective with so many slices, which share the events of a call. */
  @Override
  public SparkObjective parallel(int slices) {
    Require.atLeast(1, "the number of slices", slices);
    return new SparkObjective(spark, f, isNoisy(), slices, limit);
  }

  /**
   * Returns this objective with a time limit for each event. The thread that exceeds it is
   * interrupted and left to itself, on its executor, as by {@link Fallible#timeLimit}.
   */
  @Override
  public SparkObjective timeLimit(Duration limit) {
    Require.positive("the time limit in seconds", limit.toNanos() / 1e9);
    return new SparkObjective(spark, f, isNoisy(), slices, limit);
  }

  @Override
  protected Answers attempt(Request request) {
    Answers answers = new Answers(request.count());
    int count = Math.min(slices, request.count());
    List<Slice> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(Slice.of(request.rows(rows(request, i, count)), limit));
    }
    Sent sent = f;
    List<Outcome> outcomes = Jobs.run(spark, parts, slice -> answer(sent, slice));
    for (int i = 0; i < count; i++) {
      int[] rows = rows(request, i, count);
      for (int k = 0; k < rows.length; k++) {
        put(answers, rows[k], outcomes.get(i), k);
      }
    }
    count(answers);
    return answers;
  }

  /** Every count-th row, so that slices are equal to one and draws of a context apart. */
  private static int[] rows(Request request, int first, int count) {
    return IntStream.iterate(first, row -> row < request.count(), row -> row + count).toArray();
  }

  private static void put(Answers answers, int row, Outcome outcome, int k) {
    String failure = outcome.failures()[k];
    if (failure == null) {
      answers.put(row, outcome.values()[k]);
    } else {
      answers.fail(row, new ObjectiveException(failure));
    }
  }

  /** Evaluates f at the events of a slice, on an executor. */
  private static Outcome answer(Sent f, Slice slice) {
    Request request = slice.request();
    double[] values = new double[request.count()];
    @Nullable String[] failures = new String[values.length];
    for (int row = 0; row < values.length; row++) {
      Fallible one = Fallible.of(f.at(request, row));
      Fallible limited = Optional.ofNullable(slice.limit()).map(one::timeLimit).orElse(one);
      try {
        values[row] = limited.evaluate(request.rows(row).events()).values()[0];
      } catch (ObjectiveException e) {
        // It names the event as the only one of its batch; the cause is named anew.
        failures[row] = Jobs.reason(e.getCause() instanceof RuntimeException cause ? cause : e);
      }
    }
    return new Outcome(values, failures);
  }
}
