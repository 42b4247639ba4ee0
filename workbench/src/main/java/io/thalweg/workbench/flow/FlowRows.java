package io.thalweg.workbench.flow;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.List;

/** The table of flows as JSON, as text and as CSV. */
final class FlowRows {

  private FlowRows() {}

  /** Writes the rows and their summary into the results. */
  static void put(List<FlowTable.Row> rows, ObjectNode root) {
    ArrayNode table = root.putArray("table");
    for (FlowTable.Row row : rows) {
      ObjectNode node = table.addObject().put("problem", row.problem()).put("title", row.title());
      put(node.putObject("lr"), row.lr());
      put(node.putObject("rp"), row.rp());
      put(node.putObject("optimal"), row.optimal());
      put(node.putObject("learned"), row.learned());
      node.put("gain", row.gain(row.optimal())).put("learned_gain", row.gain(row.learned()));
      node.put("learned_from", row.steps() * 100);
      ArrayNode batches = node.putArray("batches");
      for (FlowTable.Batch batch : row.batches()) {
        ObjectNode size = batches.addObject().put("draws", batch.draws());
        put(size.putObject("first"), batch.first());
        put(size.putObject("kept"), batch.kept());
      }
    }
    if (!rows.isEmpty()) {
      root.putObject("geometric_mean")
          .put("optimal", FlowTable.meanGain(rows, FlowTable.Row::optimal))
          .put("learned", FlowTable.meanGain(rows, FlowTable.Row::learned));
    }
  }

  private static void put(ObjectNode node, FlowTable.Method method) {
    node.put("variance", method.variance());
    node.putArray("ci").add(method.ci()[0]).add(method.ci()[1]);
    node.put("micros", method.micros());
  }

  static void print(List<FlowTable.Row> rows, PrintWriter out) {
    if (rows.isEmpty()) {
      return;
    }
    out.println();
    out.println("Variance of one draw; gain: over the better of LR and RP, 100 at most.");
    Table table =
        new Table(
            text("problem"),
            number("LR"),
            number("RP"),
            number("optimal"),
            number("gain"),
            number("learned"),
            number("gain"),
            number("10 kept").rank(1),
            number("100 kept").rank(2),
            number("10 first").rank(3));
    for (FlowTable.Row row : rows) {
      table.add(
          row.problem(),
          figure(row.lr().variance()),
          figure(row.rp().variance()),
          figure(row.optimal().variance()),
          gain(row, row.optimal()),
          figure(row.learned().variance()),
          gain(row, row.learned()),
          gain(row, row.batches().get(0).kept()),
          gain(row, row.batches().get(1).kept()),
          gain(row, row.batches().get(0).first()));
    }
    table.print(out);
    out.printf(
        "Geometric mean of the gains: optimal %.1f, learned %.1f. Optimal: weights fitted on its own"
            + " 1,000 draws.%nKept: batches of 10 and 100 draws, weights kept from the past; first:"
            + " before there is a past. A ! is worse beyond the intervals.%n",
        FlowTable.meanGain(rows, FlowTable.Row::optimal),
        FlowTable.meanGain(rows, FlowTable.Row::learned));
  }

  private static String figure(double number) {
    return "%.3g".formatted(number);
  }

  private static String gain(FlowTable.Row row, FlowTable.Method method) {
    return figure(row.gain(method)) + (row.isWorse(method) ? "!" : "");
  }

  static String csv(List<FlowTable.Row> rows) {
    StringBuilder text =
        new StringBuilder("problem,method,draws,variance,variance_low,variance_high,micros\n");
    for (FlowTable.Row row : rows) {
      add(text, row, "lr", 1, row.lr());
      add(text, row, "rp", 1, row.rp());
      add(text, row, "learned", 100, row.learned());
      for (FlowTable.Batch batch : row.batches()) {
        add(text, row, "optimal_first", batch.draws(), batch.first());
        add(text, row, "optimal_kept", batch.draws(), batch.kept());
      }
    }
    return text.toString();
  }

  private static void add(
      StringBuilder text, FlowTable.Row row, String method, int draws, FlowTable.Method figures) {
    text.append(
        "%s,%s,%d,%s,%s,%s,%s\n"
            .formatted(
                row.problem(),
                method,
                draws,
                figures.variance(),
                figures.ci()[0],
                figures.ci()[1],
                figures.micros()));
  }
}
