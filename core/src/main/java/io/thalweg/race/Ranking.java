package io.thalweg.race;

import io.thalweg.check.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The estimators of a race that may be the best, of those that {@linkplain Race.Entry#contests
 * contest}.
 *
 * <p>If some have no variance at all, these are the best, and the cheapest of them comes first.
 * Otherwise it is the one with the highest efficiency, 1 / (variance x cost). Others tie with it if
 * their interval overlaps its own: that of the cost if there is no variance, that of the efficiency
 * otherwise.
 *
 * @param currency what estimators are charged in
 * @param first the best by what was measured; empty if no estimator contests
 * @param ties those that may be as good, the best first
 * @param others without variance, which are not as cheap; the cheapest first
 */
public record Ranking(
    Currency currency, Optional<Race.Entry> first, List<Race.Entry> ties, List<Race.Entry> others) {

  static Ranking of(List<Race.Entry> entries, Currency currency) {
    List<Race.Entry> contenders = entries.stream().filter(Race.Entry::contests).toList();
    List<Race.Entry> still =
        contenders.stream()
            .filter(Race.Entry::isStill)
            .sorted(Comparator.comparingDouble(entry -> entry.cost(currency)))
            .toList();
    if (!still.isEmpty()) {
      Race.Entry first = still.get(0);
      Interval own = first.costInterval(currency);
      return new Ranking(
          currency,
          Optional.of(first),
          rest(still).filter(e -> e.costInterval(currency).overlaps(own)).toList(),
          rest(still).filter(e -> !e.costInterval(currency).overlaps(own)).toList());
    }
    List<Race.Entry> sorted =
        contenders.stream()
            .sorted(
                Comparator.<Race.Entry>comparingDouble(entry -> entry.efficiency(currency))
                    .reversed())
            .toList();
    if (sorted.isEmpty()) {
      return new Ranking(currency, Optional.empty(), List.of(), List.of());
    }
    Interval own = sorted.get(0).efficiencyInterval(currency);
    return new Ranking(
        currency,
        Optional.of(sorted.get(0)),
        rest(sorted).filter(e -> e.efficiencyInterval(currency).overlaps(own)).toList(),
        List.of());
  }

  private static Stream<Race.Entry> rest(List<Race.Entry> sorted) {
    return sorted.stream().skip(1);
  }

  /** Whether the first has no variance. */
  public boolean isStill() {
    return first.map(Race.Entry::isStill).orElse(false);
  }
}
