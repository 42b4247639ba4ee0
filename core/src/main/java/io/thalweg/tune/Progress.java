package io.thalweg.tune;

import java.util.ArrayList;
import java.util.List;

/** The steps of a search, and what they say about it. */
final class Progress {

  private static final int COMPARED = 20;

  private final double precision;
  private final List<Step> steps = new ArrayList<>();

  Progress(double precision) {
    this.precision = precision;
  }

  void add(Step step) {
    steps.add(step);
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The number of runs after one more step that takes as many as the last. */
  long runsAfterNext() {
    int last = steps.size() - 1;
    long before = last == 0 ? 0 : steps.get(last - 1).runs();
    return 2 * steps.get(last).runs() - before;
  }

  /** Whether the output has stopped to move, as far as the last steps can tell. */
  boolean hasSettled() {
    if (precision == 0 || steps.size() < 2 * COMPARED) {
      return false;
    }
    double[] last = values(steps.size() - COMPARED);
    double[] before = values(steps.size() - 2 * COMPARED);
    double error = Math.sqrt((Sample.variance(last) + Sample.variance(before)) / COMPARED);
    return Math.abs(Sample.mean(last) - Sample.mean(before)) + 2 * error <= precision;
  }

  /** The mean signal-to-noise ratio of the first quarter of the steps. */
  double firstSignalToNoise() {
    int first = Math.max(1, steps.size() / 4);
    return steps.stream().limit(first).mapToDouble(Step::signalToNoise).average().orElseThrow();
  }

  private double[] values(int from) {
    return steps.subList(from, from + COMPARED).stream().mapToDouble(Step::value).toArray();
  }
}
