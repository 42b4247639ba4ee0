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
      put(row.evenDraws(), node.putObject("even_draws"));
      node.put("solved", row.isSolved());
      ArrayNode batches = node.putArray("batches");
      for (FlowTable.Batch batch : row.batches()) {
        ObjectNode size = batches.addObject().put("draws", batch.draws());
        put(size.putObject("first"), batch.first());
        put(size.putObject("kept"), batch.kept());
      }
    }
    if (!rows.isEmpty()) {
      means(rows, root.putObject("geometric_mean"));
      means(unsolved(rows), root.putObject("geometric_mean_unsolved"));
    }
  }

  private static void put(FlowTable.EvenDraws even, ObjectNode node) {
    put(node.putObject("antithetic"), even.antithetic());
    put(node.putObject("sobol_reparameterization"), even.path());
    put(node.putObject("optimal"), even.optimal());
    put(node.putObject("sobol_flow"), even.flow());
  }

  private static void means(List<FlowTable.Row> rows, ObjectNode node) {
    node.put("rows", rows.size())
        .put("optimal", FlowTable.meanGain(rows, FlowTable.Row::optimal))
        .put("learned", FlowTable.meanGain(rows, FlowTable.Row::learned))
        .put("antithetic", FlowTable.meanGain(rows, row -> row.evenDraws().antithetic()))
        .put("sobol_reparameterization", FlowTable.meanGain(rows, row -> row.evenDraws().path()))
        .put("optimal_128", FlowTable.meanGain(rows, row -> row.evenDraws().optimal()))
        .put("sobol_flow", FlowTable.meanGain(rows, row -> row.evenDraws().flow()));
  }

  private static List<FlowTable.Row> unsolved(List<FlowTable.Row> rows) {
    return rows.stream().filter(row -> !row.isSolved()).toList();
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
            number("10 kept").rank(5),
            number("100 kept").rank(6),
            number("10 first").rank(7),
            number("antithetic").rank(4),
            number("Sobol RP").rank(2),
            number("128 kept").rank(3),
            number("Sobol flow").rank(1));
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
          gain(row, row.batches().get(0).first()),
          gain(row, row.evenDraws().antithetic()),
          gain(row, row.evenDraws().path()),
          gain(row, row.evenDraws().optimal()),
          gain(row, row.evenDraws().flow()));
    }
    table.print(out);
    printMeans("", rows, out);
    List<FlowTable.Row> unsolved = unsolved(rows);
    if (!unsolved.isEmpty() && unsolved.size() < rows.size()) {
      printMeans(" without what kept weights solve", unsolved, out);
    }
    out.printf(
        "Optimal: weights fitted on its own 1,000 draws. Kept: batches of 10, 100 and 128 draws,"
            + " weights kept from the past; first:%nbefore there is a past. Antithetic, Sobol RP and"
            + " Sobol flow: batches of 128 draws, the flow with kept weights. A ! is worse%nbeyond the"
            + " intervals.%n");
  }

  private static void printMeans(String what, List<FlowTable.Row> rows, PrintWriter out) {
    out.printf(
        "Geometric mean of the gains%s (%d rows): optimal %.1f, learned %.1f; at 128 draws antithetic"
            + " %.2g, Sobol RP %.1f, optimal %.1f, Sobol flow %.1f.%n",
        what,
        rows.size(),
        FlowTable.meanGain(rows, FlowTable.Row::optimal),
        FlowTable.meanGain(rows, FlowTable.Row::learned),
        FlowTable.meanGain(rows, row -> row.evenDraws().antithetic()),
        FlowTable.meanGain(rows, row -> row.evenDraws().path()),
        FlowTable.meanGain(rows, row -> row.evenDraws().optimal()),
        FlowTable.meanGain(rows, row -> row.evenDraws().flow()));
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
      add(text, row, "antithetic", 128, row.evenDraws().antithetic());
      add(text, row, "sobol_reparameterization", 128, row.evenDraws().path());
      add(text, row, "optimal_kept", 128, row.evenDraws().optimal());
      add(text, row, "sobol_flow", 128, row.evenDraws().flow());
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
