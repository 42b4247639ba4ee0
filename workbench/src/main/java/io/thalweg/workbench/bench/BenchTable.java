package io.thalweg.workbench.bench;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.output.Plural;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;

/** The results of a comparison of speed as text, made from its JSON. */
final class BenchTable {

  private BenchTable() {}

  static void print(JsonNode results, PrintWriter out) {
    if (!results.get("workloads").isEmpty()) {
      printWorkloads(results, out);
    }
    if (!results.get("growth").isEmpty()) {
      printGrowth(results.get("growth"), out);
    }
    for (JsonNode note : results.get("notes")) {
      out.printf("Warning: %s.%n", note.asText());
    }
    out.flush();
  }

  private static void printWorkloads(JsonNode results, PrintWriter out) {
    Table table =
        new Table(
            text("workload"),
            text("variant"),
            number("threads").rank(1),
            number("ours µs"),
            number("torch µs"),
            number("jax µs"),
            number("gymnasium µs").rank(1),
            number("ratio"),
            number("lowest .. highest").rank(2),
            number("million steps/s").rank(1));
    boolean gymnasium =
        results.get("workloads").findValues("gymnasium_us").stream().anyMatch(JsonNode::isNumber);
    int won = 0;
    int compared = 0;
    for (JsonNode row : results.get("workloads")) {
      JsonNode ratio = row.get("ratio_to_faster");
      compared += ratio.isNumber() ? 1 : 0;
      won += ratio.asDouble() > 1 ? 1 : 0;
      table.add(
          row.get("workload").asText(),
          row.get("variant").asText(),
          row.get("threads").asText(),
          micros(row.get("ours_us")),
          micros(row.get("torch_us")),
          micros(row.get("jax_us")),
          gymnasium ? micros(row.get("gymnasium_us")) : "",
          ratio(ratio),
          ratio.isNumber()
              ? ratio(row.get("ratio_spread").get(0))
                  + " .. "
                  + ratio(row.get("ratio_spread").get(1))
              : "-",
          steps(row));
    }
    int rounds = results.get("rounds").asInt();
    out.printf("Microseconds of one operation, medians of %s.%n", Plural.of(rounds, "round"));
    table.print(out);
    if (compared > 0) {
      printReading(won, compared, out);
    }
  }

  private static void printReading(int won, int compared, PrintWriter out) {
    out.printf(
        "The ratio is the fastest peer's time over ours: above 1 ours is faster, as in %d of %d"
            + " rows.%nThreads: the number that ours and PyTorch may use. JAX chooses its own number,"
            + " but for environments; ours uses more than one for autoencoders only.%n%n",
        won, compared);
  }

  private static void printGrowth(JsonNode growth, PrintWriter out) {
    out.println("Slope of the logarithm of time, or of evaluations, against that of size.");
    Table table =
        new Table(
            text("estimator"),
            text("of"),
            text("against"),
            number("from"),
            number("to"),
            number("slope"));
    for (JsonNode curve : growth) {
      JsonNode points = curve.get("points");
      table.add(
          curve.get("estimator").asText(),
          curve.get("unit").asText(),
          curve.get("against").asText(),
          point(points.get(0)),
          point(points.get(points.size() - 1)),
          ratio(curve.get("slope")));
    }
    table.print(out);
  }

  /** The speed of ours, in a column that is left out where no workload has steps. */
  private static String steps(JsonNode row) {
    double steps = row.get("steps").asDouble();
    JsonNode micros = row.get("ours_us");
    return steps == 0 || !micros.isNumber() ? "" : "%.3g".formatted(steps / micros.asDouble());
  }

  private static String point(JsonNode point) {
    double size = point.get(0).asDouble();
    String from = (size == Math.rint(size) ? "%.0f" : "%.1f").formatted(size);
    return "%s: %s".formatted(from, micros(point.get(1)));
  }

  private static String ratio(JsonNode value) {
    return value.isNumber() ? "%.2f".formatted(value.asDouble()) : "-";
  }

  private static String micros(JsonNode value) {
    if (!value.isNumber()) {
      return "-";
    }
    return threeDigits(value.asDouble());
  }

  private static String threeDigits(double value) {
    return (value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f").formatted(value);
  }
}
