package io.thalweg.objective;

import io.thalweg.ObjectiveException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A value for each event of a {@link Request}, or the reason why there is none. */
public final class Answers {

  private final double[] values;
  // Null where there is a value.
  private final @Nullable RuntimeException[] failures;

  /** Makes answers of which every row has failed until it is given a value. */
  public Answers(int count) {
    this.values = new double[count];
    this.failures = new RuntimeException[count];
    Arrays.fill(failures, new ObjectiveException("it was not answered"));
  }

  /** The number of rows. */
  public int count() {
    return values.length;
  }

  /** Answers a row; a number that is not finite is a failure. */
  public void put(int row, double value) {
    values[row] = value;
    failures[row] =
        Double.isFinite(value)
            ? null
            : new ObjectiveException("the answer is %s; it must be finite".formatted(value));
  }

  /** Says why a row has no value. */
  public void fail(int row, RuntimeException reason) {
    failures[row] = reason;
  }

  /** Copies a row of other answers. */
  void copy(int row, Answers from, int fromRow) {
    values[row] = from.values[fromRow];
    failures[row] = from.failures[fromRow];
  }

  /** The value of a row that did not fail. */
  public double value(int row) {
    return values[row];
  }

  /** Returns why a row has no value; empty if it has one. */
  public Optional<RuntimeException> failure(int row) {
    return Optional.ofNullable(failures[row]);
  }

  /** Returns the rows that have no value. */
  public int[] failed() {
    return IntStream.range(0, values.length).filter(row -> failures[row] != null).toArray();
  }

  /** The values of all rows; those that failed have none. */
  double[] values() {
    return values;
  }
}
