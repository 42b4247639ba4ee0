package io.thalweg.workbench.train;

import static java.util.stream.Collectors.joining;

import io.thalweg.distribution.StudentT;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The outcome of a training in a sentence.
 *
 * <p>Runs of one seed share their data and their noise, so that estimators are compared seed by
 * seed: the first wins if the 95 % interval of its mean lead, by Student's t, is above 0. One seed
 * gives no interval, and no winner.
 */
final class ImageHeadline {

  private static final double QUANTILE = 0.975;

  private ImageHeadline() {}

  /**
   * A finished run.
   *
   * @param estimator its estimator
   * @param steps the steps that it has made
   * @param bound its test bound, in nats
   */
  record Result(String estimator, int steps, double bound) {}

  /** The bounds of an estimator, one for each seed. */
  private record Bounds(String estimator, double[] values) {

    double mean() {
      return Arrays.stream(values).average().orElseThrow();
    }
  }

  /** Compares all runs, in the order of their seeds. */
  static String of(List<Result> results) {
    int most = results.stream().mapToInt(Result::steps).max().orElse(0);
    int fewest = results.stream().mapToInt(Result::steps).min().orElse(0);
    if (fewest < most) {
      return "No winner yet: the runs have made %,d to %,d steps. The same command goes on."
          .formatted(fewest, most);
    }
    List<Bounds> ranked = ranked(results);
    Bounds first = ranked.get(0);
    String reached =
        "%s reaches a test bound of %s nats".formatted(first.estimator, nats(first.mean()));
    if (ranked.size() == 1) {
      return reached + ".";
    }
    Bounds second = ranked.get(1);
    double gap = first.mean() - second.mean();
    if (first.values.length == 1) {
      return "%s leads by %s nats over %s, on one seed: whether that is chance, --seeds 3 tells."
          .formatted(first.estimator, nats(gap), second.estimator);
    }
    List<String> ties =
        ranked.stream()
            .skip(1)
            .filter(other -> !leads(first, other))
            .map(Bounds::estimator)
            .toList();
    return ties.isEmpty()
        ? "Winner: %s, by %s ± %s nats over %s (95 %% interval over %d seeds)."
            .formatted(
                first.estimator,
                nats(gap),
                nats(margin(first, second)),
                second.estimator,
                first.values.length)
        : "Tie: %s, %s. %s, but its lead is within the 95 %% interval over %d seeds."
            .formatted(
                first.estimator,
                ties.stream().collect(joining(", ")),
                reached,
                first.values.length);
  }

  private static List<Bounds> ranked(List<Result> results) {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (Result result : results) {
      values.computeIfAbsent(
          result.estimator,
          id ->
              results.stream()
                  .filter(other -> other.estimator.equals(id))
                  .mapToDouble(Result::bound)
                  .toArray());
    }
    return values.entrySet().stream()
        .map(entry -> new Bounds(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(Bounds::mean).reversed())
        .toList();
  }

  private static boolean leads(Bounds first, Bounds other) {
    return first.mean() - other.mean() > margin(first, other);
  }

  /** Half the width of the 95 % interval of the mean difference. */
  private static double margin(Bounds first, Bounds other) {
    int seeds = first.values.length;
    double mean = first.mean() - other.mean();
    double squares = 0;
    for (int s = 0; s < seeds; s++) {
      double apart = first.values[s] - other.values[s] - mean;
      squares += apart * apart;
    }
    double t = StudentT.of(seeds - 1, 0, 1).transform(new double[] {QUANTILE}).values()[0];
    return t * Math.sqrt(squares / (seeds - 1) / seeds);
  }

  private static String nats(double bound) {
    return String.format(Locale.ROOT, "%.2f", bound);
  }
}
