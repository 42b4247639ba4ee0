package io.thalweg.workbench.reproduce;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.prose;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * The findings of {@code reproduce}.
 *
 * @param scale of the studies
 * @param commit of the sources; "unknown" outside of a working copy
 */
record Findings(List<Finding> all, Study.Scale scale, long seed, String commit) {

  String headline() {
    long met = all.stream().mapToLong(finding -> finding.count(Row.Verdict.MET)).sum();
    long missed = all.stream().mapToLong(finding -> finding.count(Row.Verdict.MISSED)).sum();
    long failed = all.stream().filter(finding -> !finding.failure().isEmpty()).count();
    return "%d of %d conditions are met%s."
        .formatted(
            met,
            met + missed,
            failed == 0 ? "" : "; %d of %d studies failed".formatted(failed, all.size()));
  }

  ObjectNode toJson() {
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("headline", headline())
            .put("scale", scale.name().toLowerCase(Locale.ROOT))
            .put("seed", seed)
            .put("commit", commit);
    all.forEach(finding -> root.withArray("tables").add(finding.toJson()));
    return root;
  }

  void print(PrintWriter out) {
    for (Finding finding : all) {
      out.printf("%s: %s%n", finding.study().id(), finding.study().title());
      if (!finding.failure().isEmpty()) {
        out.printf("It failed: %s%n%n", finding.failure());
        continue;
      }
      Table table =
          new Table(
              prose("quantity"),
              number("ours"),
              number("published"),
              text("condition").rank(2),
              text("verdict"));
      for (Row row : finding.answers().rows()) {
        table.add(
            row.what(),
            Numbers.mean(row.ours(), row.spread(), row.seeds(), row.isFine()),
            row.published().map(p -> Numbers.published(p.value(), row.isFine())).orElse(""),
            row.gate().words(),
            row.verdict() == Row.Verdict.SHOWN ? "" : row.verdict().label());
      }
      table.print(out);
      ranking(finding, out);
      out.printf("%.1f minutes. %s%n%n", finding.minutes(), finding.study().remarks());
    }
    out.println(headline());
  }

  private static void ranking(Finding finding, PrintWriter out) {
    if (finding.answers().ranking().isEmpty()) {
      return;
    }
    out.println();
    Table table =
        new Table(
            text("estimator"),
            number("variance"),
            number("relative bias"),
            text("verdict"),
            number("evaluations").rank(1),
            number("µs").rank(2));
    for (Ranked ranked : finding.answers().ranking()) {
      table.add(
          ranked.estimator(),
          "%.3g".formatted(ranked.variance()),
          "%.2g".formatted(ranked.relativeBias()),
          ranked.verdict() + (ranked.isBiasedByDesign() ? " †" : ""),
          "%.0f".formatted(ranked.evaluations()),
          "%.0f".formatted(ranked.micros()));
    }
    table.print(out);
    out.println("† It is biased by design.");
  }
}
