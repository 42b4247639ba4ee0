package io.thalweg.workbench.compare;

import io.thalweg.ObjectiveException;
import io.thalweg.check.Unbiasedness;
import io.thalweg.estimator.Recipe;
import io.thalweg.internal.Numerics;
import io.thalweg.objective.Fallible;
import io.thalweg.race.Currency;
import io.thalweg.race.Race;
import io.thalweg.race.Ranking;
import io.thalweg.workbench.output.Plural;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The findings of {@code compare}.
 *
 * @param race the race
 * @param draws how many estimates each estimator was to draw
 * @param currency what estimators are charged in
 * @param snippet the Java that draws an estimate
 * @param interrupted whether Ctrl-C ended the race early
 */
record Comparison(Race race, int draws, Currency currency, Snippet snippet, boolean interrupted) {

  List<Recipe<?, ?>> recipes() {
    return race.entries().stream().<Recipe<?, ?>>map(Race.Entry::recipe).toList();
  }

  Ranking ranking() {
    return race.ranking(currency);
  }

  Optional<String> winningCode() {
    return ranking().first().map(winner -> snippet.of(winner.recipe()));
  }

  /** All estimators, the most efficient first; of those without variance the cheapest. */
  List<Race.Entry> sorted() {
    return race.entries().stream()
        .sorted(
            Comparator.<Race.Entry>comparingDouble(entry -> entry.efficiency(currency))
                .reversed()
                .thenComparingDouble(entry -> entry.cost(currency)))
        .toList();
  }

  /** The length of the exact gradient, or of the mean of an estimator if none is known. */
  double gradient(Race.Entry entry) {
    return Numerics.norm(race.exact().orElse(entry.report().mean()));
  }

  /** The bias that would have been seen in a coordinate, in units of the length of the gradient. */
  double visible(Race.Entry entry) {
    return entry.bias().detectable() / gradient(entry);
  }

  /** Says that f failed under some estimators; empty if it did not, whatever else failed. */
  Optional<String> failure() {
    List<Race.Failure> failures =
        race.failures().stream()
            .filter(failure -> failure.cause() instanceof ObjectiveException)
            .toList();
    return failures.stream()
        .findFirst()
        .map(
            first ->
                "f failed under %d of %s: %s"
                    .formatted(
                        failures.size(), Plural.of(estimators(), "estimator"), first.reason()));
  }

  /** The objective, if it says what became of its events. */
  Optional<Fallible> fallible() {
    return race.problem().objective() instanceof Fallible f ? Optional.of(f) : Optional.empty();
  }

  private long estimators() {
    long whole = race.entries().stream().filter(e -> race.failure(e.recipe()).isEmpty()).count();
    return whole + race.failures().size();
  }

  boolean isAnyJudged() {
    return race.entries().stream().anyMatch(e -> !(e.bias() instanceof Unbiasedness.Unjudged));
  }
}
