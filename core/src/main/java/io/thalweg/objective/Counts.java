package io.thalweg.objective;

import java.util.ArrayList;
import java.util.List;

/**
 * The counts of what became of the events that a {@link Fallible} was asked at.
 *
 * @param evaluations attempts to evaluate f at one event, failed ones included
 * @param failures attempts that gave no finite value
 * @param timeOuts those of the failures that took too long
 * @param retries attempts that repeat a failed one
 * @param skips events of which the value was replaced, as all attempts had failed
 * @param hits values that were known from an earlier evaluation
 * @param restarts processes that were started in place of one that died, hung or answered nonsense
 */
public record Counts(
    long evaluations,
    long failures,
    long timeOuts,
    long retries,
    long skips,
    long hits,
    long restarts) {

  /** Describes the counts in a sentence without its end; those that are zero are left out. */
  public String describe() {
    List<String> parts = new ArrayList<>();
    add(parts, failures, "%,d failed");
    add(parts, timeOuts, "of these %,d took too long");
    add(parts, retries, "%,d were retries");
    add(parts, skips, "%,d events were skipped");
    add(parts, hits, "%,d values were known already");
    add(parts, restarts, "%,d processes were restarted");
    String rest = parts.isEmpty() ? "" : ": " + String.join(", ", parts);
    return "f was evaluated %,d times%s".formatted(evaluations, rest);
  }

  private static void add(List<String> parts, long count, String phrase) {
    if (count > 0) {
      parts.add(phrase.formatted(count));
    }
  }
}
