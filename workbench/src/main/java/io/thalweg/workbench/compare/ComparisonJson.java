package io.thalweg.workbench.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.check.Interval;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import io.thalweg.objective.Counts;
import io.thalweg.objective.Fallible;
import io.thalweg.race.Currency;
import io.thalweg.race.Race;
import io.thalweg.race.Ranking;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.ResultFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A comparison as JSON and as CSV. */
final class ComparisonJson {

  private ComparisonJson() {}

  static ObjectNode of(Comparison comparison, long seed) {
    Race race = comparison.race();
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("problem", race.problem().id())
            .put("title", race.problem().title())
            .put("seed", seed)
            .put("draws", comparison.draws())
            .put("cost", name(comparison.currency()));
    race.exact()
        .ifPresentOrElse(
            exact -> numbers(root.putArray("exact"), exact), () -> root.putNull("exact"));
    root.put("reference", race.reference());
    numbers(root.putArray("parameters"), race.problem().law().parameters());
    ArrayNode estimators = root.putArray("estimators");
    for (Race.Entry entry : race.entries()) {
      estimators.add(entry(comparison, entry).put("code", comparison.snippet().of(entry.recipe())));
    }
    ArrayNode failures = root.putArray("failures");
    for (Race.Failure failure : race.failures()) {
      failures.addObject().put("id", failure.recipe().id()).put("reason", failure.reason());
    }
    comparison.fallible().ifPresent(f -> counts(root.putObject("evaluated"), f));
    outcome(root, comparison.ranking());
    root.put("code", comparison.winningCode().orElse(null));
    ObjectNode outcomes = root.putObject("outcomes");
    for (Currency currency : Currency.values()) {
      outcome(outcomes.putObject(name(currency)), race.ranking(currency));
    }
    return root;
  }

  private static void counts(ObjectNode node, Fallible f) {
    Counts counts = f.counts();
    node.put("evaluations", counts.evaluations())
        .put("failures", counts.failures())
        .put("time_outs", counts.timeOuts())
        .put("retries", counts.retries())
        .put("skips", counts.skips())
        .put("hits", counts.hits())
        .put("restarts", counts.restarts())
        .put("caveat", f.caveat().orElse(null));
  }

  private static void outcome(ObjectNode node, Ranking ranking) {
    node.put("winner", ranking.first().map(entry -> entry.recipe().id()).orElse(null));
    ids(node.putArray("ties"), ranking.ties());
    node.put("headline", Headline.of(ranking));
  }

  private static String name(Currency currency) {
    return currency.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode entry(Comparison comparison, Race.Entry entry) {
    VarianceReport report = entry.report();
    ObjectNode node =
        Json.MAPPER
            .createObjectNode()
            .put("id", entry.recipe().id())
            .put("name", entry.recipe().name())
            .put("class", entry.recipe().type().getName())
            .put("family", entry.recipe().family().label())
            .put("contests", entry.contests())
            .put("draws", report.draws());
    node.set("settings", Json.MAPPER.valueToTree(entry.recipe().stated().byLabel()));
    Unbiasedness bias = entry.bias();
    node.putObject("bias")
        .put("verdict", bias.verdict())
        .put("worst_z", bias.worstZ())
        .put("critical_z", bias.criticalZ())
        .put("detectable", bias.detectable())
        .put("detectable_share", comparison.visible(entry))
        .put("needed", bias instanceof Unbiasedness.Underpowered few ? few.needed() : null)
        .put("reason", bias instanceof Unbiasedness.Unjudged none ? none.reason() : null);
    node.put("variance", report.variance());
    interval(node.putArray("variance_ci"), report.varianceInterval());
    node.putObject("tail")
        .put("index", report.tail().index())
        .put("largest_share", report.tail().largestShare())
        .put("heavy", report.tail().isHeavy());
    numbers(node.putArray("mean"), report.mean());
    node.put("evaluations", report.evaluations())
        .put("warm_up_evaluations", entry.warmUp())
        .put("estimate_micros", report.times().estimate())
        .put("learn_micros", report.times().learn())
        .put("micros", report.times().total());
    interval(node.putArray("micros_ci"), report.times().interval());
    efficiency(node, "efficiency", entry, Currency.TIME);
    efficiency(node, "efficiency_per_evaluation", entry, Currency.EVALUATIONS);
    return node;
  }

  private static void efficiency(
      ObjectNode node, String name, Race.Entry entry, Currency currency) {
    // JSON has no infinity; an estimator without variance has no efficiency to compare.
    if (Double.isFinite(entry.efficiency(currency))) {
      node.put(name, entry.efficiency(currency));
      interval(node.putArray(name + "_ci"), entry.efficiencyInterval(currency));
    } else {
      node.putNull(name).putNull(name + "_ci");
    }
  }

  private static void ids(ArrayNode array, List<Race.Entry> entries) {
    entries.forEach(entry -> array.add(entry.recipe().id()));
  }

  private static void interval(ArrayNode array, Interval interval) {
    array.add(interval.low()).add(interval.high());
  }

  private static void numbers(ArrayNode array, double[] numbers) {
    Arrays.stream(numbers).forEach(number -> array.add(number));
  }

  static String csv(Comparison comparison) {
    StringBuilder text =
        new StringBuilder(
            "estimator,verdict,worst_z,detectable,draws,variance,variance_low,variance_high,"
                + "tail_index,evaluations,warm_up_evaluations,estimate_micros,learn_micros,"
                + "efficiency,efficiency_per_evaluation\n");
    for (Race.Entry entry : comparison.race().entries()) {
      VarianceReport report = entry.report();
      double[] figures = {
        entry.bias().worstZ(),
        entry.bias().detectable(),
        report.draws(),
        report.variance(),
        report.varianceInterval().low(),
        report.varianceInterval().high(),
        report.tail().index(),
        report.evaluations(),
        entry.warmUp(),
        report.times().estimate(),
        report.times().learn(),
        entry.efficiency(Currency.TIME),
        entry.efficiency(Currency.EVALUATIONS)
      };
      text.append(ResultFiles.csv(entry.recipe().id())).append(',').append(entry.bias().verdict());
      Arrays.stream(figures).forEach(figure -> text.append(',').append(figure));
      text.append('\n');
    }
    return text.toString();
  }
}
