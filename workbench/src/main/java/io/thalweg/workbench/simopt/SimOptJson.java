package io.thalweg.workbench.simopt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.simopt.Macroreplications;
import io.thalweg.simopt.SimOptProblem;
import io.thalweg.workbench.output.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of all searches, as JSON and as CSV. */
final class SimOptJson {

  private SimOptJson() {}

  static ObjectNode of(List<Entry> entries, long seed) {
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("title", "Searches on problems of SimOpt")
            .put("seed", seed)
            .put("headline", new SimOptText(entries).headline())
            .put("summary", new SimOptText(entries).summary())
            .put("gap", Entry.GAP);
    ArrayNode solvers = root.putArray("solvers");
    entries.stream().map(entry -> entry.solver().name()).distinct().forEach(solvers::add);
    ArrayNode problems = root.putArray("problems");
    Map<String, ArrayNode> searches = new LinkedHashMap<>();
    for (Entry entry : entries) {
      searches
          .computeIfAbsent(entry.problem().id(), id -> put(entry.problem(), problems.addObject()))
          .add(search(entry));
    }
    return root;
  }

  private static ArrayNode put(SimOptProblem problem, ObjectNode node) {
    node.put("id", problem.id())
        .put("title", problem.title())
        .put("goal", problem.maximize() ? "largest" : "least")
        .put("best_known", problem.best());
    ArrayNode recorded = node.putArray("recorded");
    problem.recorded().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            one ->
                recorded.addObject().put("search", one.getKey()).put("objective", one.getValue()));
    return node.putArray("searches");
  }

  private static ObjectNode search(Entry entry) {
    ObjectNode node = Json.MAPPER.createObjectNode().put("id", entry.solver().name());
    node.put("failure", entry.failure().orElse(null));
    entry.found().ifPresent(found -> put(found, node));
    return node;
  }

  private static void put(Macroreplications found, ObjectNode node) {
    node.put("repetitions", found.objectives().length);
    node.put("start", found.start());
    ArrayNode shares = node.putArray("shares");
    Entry.SHARES.forEach(shares::add);
    ArrayNode medians = node.putArray("objective");
    Entry.atShares(found, found.quantile(0.5)).forEach(medians::add);
    ArrayNode solved = node.putArray("solved");
    Entry.atShares(found, found.solved(Entry.GAP)).forEach(solved::add);
    node.put("runs_to_solve", Entry.runsToSolve(found));
    ArrayNode runs = node.putArray("runs");
    for (long made : found.runs()) {
      runs.add(made);
    }
    ArrayNode repetitions = node.putArray("objectives");
    for (double[] of : found.objectives()) {
      ArrayNode objectives = repetitions.addArray();
      for (double objective : of) {
        objectives.add(objective);
      }
    }
  }

  static String csv(List<Entry> entries) {
    StringBuilder csv = new StringBuilder("problem,search,repetition,runs,objective,gap\n");
    for (Entry entry : entries) {
      entry.found().ifPresent(found -> append(entry, found, csv));
    }
    return csv.toString();
  }

  private static void append(Entry entry, Macroreplications found, StringBuilder csv) {
    for (int r = 0; r < found.objectives().length; r++) {
      for (int i = 0; i < found.runs().length; i++) {
        double objective = found.objectives()[r][i];
        csv.append(entry.problem().id()).append(',').append(entry.solver().name()).append(',');
        csv.append(r + 1).append(',').append(found.runs()[i]).append(',').append(objective);
        csv.append(',').append(entry.problem().gap(objective, found.start())).append('\n');
      }
    }
  }
}
