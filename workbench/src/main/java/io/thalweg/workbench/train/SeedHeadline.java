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
 *
 * @param score what estimators are compared by
 */
record SeedHeadline(Score score) {

  private static final double QUANTILE = 0.975;

  /**
   * A number by which runs are compared.
   *
   * @param reached the number in words, such as {@code a test bound of %s nats}
   * @param lead a difference of two in words, such as {@code %s nats}
   * @param format of a number, such as {@code %.4f}
   * @param isHigherBetter whether higher numbers are better, or lower ones
   */
  record Score(String reached, String lead, String format, boolean isHigherBetter) {

    private String reached(double value) {
      return reached.formatted(number(value));
    }

    private String lead(double difference) {
      return lead.formatted(number(difference));
    }

    private String number(double value) {
      return String.format(Locale.ROOT, format, value);
    }

    /** The lead of one number over another, above 0 if it is better. */
    private double lead(double one, double other) {
      return isHigherBetter ? one - other : other - one;
    }
  }

  /**
   * A run.
   *
   * @param estimator its estimator
   * @param steps the steps that it has made
   * @param hasEnded whether it goes no further
   * @param value its score
   */
  record Result(String estimator, int steps, boolean hasEnded, double value) {}

  /** The scores of an estimator, one for each seed. */
  private record Values(String estimator, double[] values) {

    double mean() {
      return Arrays.stream(values).average().orElseThrow();
    }
  }

  /** Compares all runs, in the order of their seeds. */
  String of(List<Result> results) {
    int most = results.stream().mapToInt(Result::steps).max().orElse(0);
    int fewest = results.stream().mapToInt(Result::steps).min().orElse(0);
    if (fewest < most && !results.stream().allMatch(Result::hasEnded)) {
      return "No winner yet: the runs have made %,d to %,d steps. The same command goes on."
          .formatted(fewest, most);
    }
    List<Values> ranked = ranked(results);
    Values first = ranked.get(0);
    if (ranked.size() == 1) {
      return reached(first) + ".";
    }
    Values second = ranked.get(1);
    if (first.values.length == 1 && score.lead(lead(first, second)).equals(score.lead(0))) {
      return "No difference between %s and %s on one seed."
          .formatted(first.estimator, second.estimator);
    }
    if (first.values.length == 1) {
      return "%s leads by %s over %s, on one seed: whether that is chance, --seeds 3 tells."
          .formatted(first.estimator, score.lead(lead(first, second)), second.estimator);
    }
    List<String> ties =
        ranked.stream()
            .skip(1)
            .filter(other -> !(lead(first, other) > margin(first, other)))
            .map(Values::estimator)
            .toList();
    return ties.isEmpty() ? winner(first, second) : tie(first, ties);
  }

  private String reached(Values first) {
    return "%s reaches %s".formatted(first.estimator, score.reached(first.mean()));
  }

  private String winner(Values first, Values second) {
    String lead =
        "%s ± %s".formatted(score.number(lead(first, second)), score.lead(margin(first, second)));
    return "Winner: %s, by %s over %s (95 %% interval over %d seeds)."
        .formatted(first.estimator, lead, second.estimator, first.values.length);
  }

  private String tie(Values first, List<String> ties) {
    return "Tie: %s, %s. %s, but its lead is within the 95 %% interval over %d seeds."
        .formatted(
            first.estimator,
            ties.stream().collect(joining(", ")),
            reached(first),
            first.values.length);
  }

  private List<Values> ranked(List<Result> results) {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (Result result : results) {
      values.computeIfAbsent(
          result.estimator,
          id ->
              results.stream()
                  .filter(other -> other.estimator.equals(id))
                  .mapToDouble(Result::value)
                  .toArray());
    }
    Comparator<Values> lowestFirst = Comparator.comparingDouble(Values::mean);
    return values.entrySet().stream()
        .map(entry -> new Values(entry.getKey(), entry.getValue()))
        .sorted(score.isHigherBetter ? lowestFirst.reversed() : lowestFirst)
        .toList();
  }

  private double lead(Values first, Values other) {
    return score.lead(first.mean(), other.mean());
  }

  /** Half the width of the 95 % interval of the mean lead. */
  private static double margin(Values first, Values other) {
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
}
