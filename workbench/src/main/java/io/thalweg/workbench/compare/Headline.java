package io.thalweg.workbench.compare;

import io.thalweg.race.Currency;
import io.thalweg.race.Race;
import io.thalweg.race.Ranking;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The outcome of a race in a sentence, for the terminal, results.json and the report alike. */
final class Headline {

  private static final int MOST_NAMED = 4;

  private Headline() {}

  static String of(Ranking ranking) {
    if (ranking.first().isEmpty()) {
      return "No winner: every estimator is biased here or by design, unjudged, a yardstick or"
          + " failed.";
    }
    Race.Entry first = ranking.first().get();
    String id = first.recipe().id();
    if (ranking.isStill()) {
      return still(ranking, first);
    }
    return ranking.ties().isEmpty()
        ? "Winner: "
            + id
            + ". No other estimator that may win has an interval that reaches its own."
        : "Tie: %s, %s. %s was the most efficient, but their intervals overlap."
            .formatted(id, names(ranking.ties()), id);
  }

  private static String still(Ranking ranking, Race.Entry first) {
    String cost = "%s (%s)".formatted(first.recipe().id(), cost(first, ranking.currency()));
    String none = " has no variance on this problem";
    if (!ranking.ties().isEmpty()) {
      String more = ranking.others().isEmpty() ? "" : " Others without variance cost more.";
      return "Tie: %s, %s. None has variance on this problem, and their costs are alike.%s"
          .formatted(cost, names(ranking.ties()), more);
    }
    return ranking.others().isEmpty()
        ? "Winner: " + cost + none + "."
        : "Winner: %s%s. Neither have %s, which cost more."
            .formatted(cost, none, names(ranking.others()));
  }

  private static String cost(Race.Entry entry, Currency currency) {
    return currency == Currency.TIME
        ? String.format(Locale.ROOT, "%.2f µs", entry.cost(currency))
        : String.format(Locale.ROOT, "%.4g evaluations", entry.cost(currency));
  }

  private static String names(List<Race.Entry> entries) {
    String some =
        entries.stream()
            .limit(MOST_NAMED)
            .map(entry -> entry.recipe().id())
            .collect(Collectors.joining(", "));
    int more = entries.size() - MOST_NAMED;
    return more > 0 ? "%s and %d more".formatted(some, more) : some;
  }
}
