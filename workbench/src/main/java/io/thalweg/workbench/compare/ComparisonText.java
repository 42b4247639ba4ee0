package io.thalweg.workbench.compare;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import io.thalweg.Estimand;
import io.thalweg.check.Interval;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import io.thalweg.estimator.Recipe;
import io.thalweg.objective.Fallible;
import io.thalweg.race.Currency;
import io.thalweg.race.Race;
import io.thalweg.support.Percent;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A comparison as a table with notes.
 *
 * @param comparison what is printed
 */
record ComparisonText(Comparison comparison) {

  private static final String HEAVY = "*";
  private static final String DESIGNED = " †";
  private static final String SEES = "sees";

  void print(PrintWriter out) {
    comparison.failure().ifPresent(failure -> out.println(failure + "."));
    comparison.fallible().flatMap(Fallible::caveat).ifPresent(it -> out.println(it + "."));
    out.println(comparison.race().problem().title());
    boolean learns = entries().stream().anyMatch(entry -> entry.warmUp() > 0);
    Table table = table();
    comparison.sorted().forEach(entry -> table.add(cells(entry, learns)));
    table.print(out);
    legend(out, learns, table);
    shortfalls(out);
    comparison.fallible().ifPresent(f -> out.println(f.counts().describe() + "."));
    out.println(Headline.of(comparison.ranking()));
    comparison
        .winningCode()
        .ifPresent(code -> out.printf("%nThe winner in Java, Winner.java:%n%n%s", code));
  }

  private List<Race.Entry> entries() {
    return comparison.race().entries();
  }

  private static Table table() {
    return new Table(
        text("estimator"),
        text("bias"),
        number("worst z").rank(4),
        number(SEES).rank(3),
        number("variance"),
        number("95 % interval").rank(6),
        number("evaluations").rank(1),
        number("µs").rank(2),
        number("learning").rank(2),
        number("efficiency"),
        number("95 % interval").rank(5));
  }

  private String[] cells(Race.Entry entry, boolean learns) {
    VarianceReport report = entry.report();
    boolean bounded = Double.isFinite(entry.efficiency(comparison.currency()));
    String designed = entry.recipe().bias().isPresent() ? DESIGNED : "";
    String learning = entry.warmUp() > 0 ? "%.2f".formatted(report.times().learn()) : "-";
    return new String[] {
      entry.recipe().id(),
      entry.bias().verdict() + designed,
      Double.isNaN(entry.bias().worstZ()) ? "-" : "%.2f".formatted(entry.bias().worstZ()),
      share(comparison.visible(entry)),
      "%.3g".formatted(report.variance()) + (report.tail().isHeavy() ? HEAVY : ""),
      interval(report.varianceInterval()),
      "%.4g".formatted(report.evaluations()),
      "%.2f".formatted(report.times().estimate()),
      learns ? learning : "",
      bounded ? "%.3g".formatted(entry.efficiency(comparison.currency())) : "no variance",
      bounded ? interval(entry.efficiencyInterval(comparison.currency())) : ""
    };
  }

  private static String interval(Interval interval) {
    return "%.3g .. %s"
        .formatted(
            interval.low(),
            Double.isInfinite(interval.high()) ? "∞" : "%.3g".formatted(interval.high()));
  }

  private static String share(double share) {
    return Double.isFinite(share) ? Percent.text(share) : "-";
  }

  /** Explains the columns and marks of the table. */
  private void legend(PrintWriter out, boolean learns, Table table) {
    Race race = comparison.race();
    if (!entries().isEmpty()) {
      String sees =
          table.shows(SEES)
              ? " Sees: the bias in one coordinate that would have been found, as a share of the"
                  + " gradient's length."
              : "";
      out.printf(
          "Biased: the worst z is above %.2f.%s%n", entries().get(0).bias().criticalZ(), sees);
    }
    String cost =
        comparison.currency() == Currency.EVALUATIONS
            ? "evaluations"
            : learns ? "µs of an estimate and of learning from it" : "µs";
    out.printf("Efficiency is 1 / (variance x %s).%n", cost);
    if (race.exact().isEmpty() && comparison.isAnyJudged()) {
      out.println("No exact gradient is known: judged against the " + race.reference() + ".");
    }
    if (entries().stream().anyMatch(entry -> entry.recipe().bias().isPresent())) {
      out.println(
          race.problem().estimand() instanceof Estimand.Risk
              ? "† Biased by design, less with more draws; it can win where no bias was found."
              : "† Biased by design, so that it cannot win.");
    }
    if (entries().stream().anyMatch(entry -> entry.report().tail().isHeavy())) {
      out.println(
          HEAVY
              + " A few draws make most of the variance, which may be larger than any interval"
              + " says.");
    }
    if (entries().stream().anyMatch(e -> e.recipe().isYardstick())) {
      out.println(
          "Enumeration is the yardstick and cannot win: laws of practical size have too many"
              + " outcomes to list.");
    }
  }

  /** Says what kept estimators from a verdict or from all of their draws. */
  private void shortfalls(PrintWriter out) {
    entries().stream()
        .filter(Race.Entry::contests)
        .filter(entry -> entry.bias() instanceof Unbiasedness.Underpowered)
        .max(Comparator.comparingDouble(entry -> entry.efficiency(comparison.currency())))
        .ifPresent(entry -> out.println(underpowered(entry)));
    for (Race.Entry entry : entries()) {
      if (!comparison.interrupted()
          && !entry.recipe().isYardstick()
          && comparison.race().failure(entry.recipe()).isEmpty()
          && entry.report().draws() < comparison.draws()) {
        out.printf(
            "%s drew %,d estimates, because they take long; see --seconds.%n",
            entry.recipe().id(), entry.report().draws());
      }
    }
    reasons("could not be judged", unjudged()).forEach(out::println);
    reasons("failed", failed()).forEach(out::println);
  }

  /** The estimators without a verdict, by the reason. */
  private Map<String, List<String>> unjudged() {
    Map<String, List<String>> ids = new LinkedHashMap<>();
    for (Race.Entry entry : entries()) {
      if (entry.bias() instanceof Unbiasedness.Unjudged none) {
        ids.computeIfAbsent(none.reason(), reason -> new ArrayList<>()).add(entry.recipe().id());
      }
    }
    return ids;
  }

  /** The estimators that failed before they were measured, by the reason. */
  private Map<String, List<String>> failed() {
    Map<String, List<String>> ids = new LinkedHashMap<>();
    List<Recipe<?, ?>> measured = comparison.recipes();
    for (Race.Failure failure : comparison.race().failures()) {
      if (measured.contains(failure.recipe())) {
        continue;
      }
      ids.computeIfAbsent(failure.reason(), reason -> new ArrayList<>()).add(failure.recipe().id());
    }
    return ids;
  }

  /** Makes a sentence of every reason, which names the estimators. */
  private static List<String> reasons(String what, Map<String, List<String>> ids) {
    return ids.entrySet().stream()
        .map(e -> "%s %s: %s.".formatted(String.join(", ", e.getValue()), what, e.getKey()))
        .toList();
  }

  private static String underpowered(Race.Entry best) {
    double needed = ((Unbiasedness.Underpowered) best.bias()).needed();
    String advice =
        Double.isFinite(needed)
            ? "for %s --draws %.0f would do".formatted(best.recipe().id(), roundedUp(needed))
            : "it is below the rounding of f, whatever the number of draws";
    return "Underpowered: a bias of interest could have gone unseen; " + advice + ".";
  }

  /** Rounds up to two digits. */
  private static double roundedUp(double number) {
    double unit = Math.pow(10, Math.floor(Math.log10(number)) - 1);
    return Math.ceil(number / unit) * unit;
  }
}
