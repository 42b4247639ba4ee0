package io.thalweg.workbench.tune;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.Parameter;
import io.thalweg.tune.Measured;
import io.thalweg.tune.Step;
import io.thalweg.tune.Tuned;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.ResultFiles;
import io.thalweg.workbench.tune.TuneCommand.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The findings of a search, as JSON and as CSV. */
final class TuneJson {

  // More than a chart has room for; the CSV holds all steps.
  private static final int MOST_POINTS = 300;
  // Where a search is fastest.
  private static final int ALONE = 100;

  private TuneJson() {}

  static ObjectNode of(Findings findings, long seed) {
    Tuned tuned = findings.tuned();
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("problem", findings.question().id())
            .put("title", findings.question().title())
            .put("seed", seed)
            .put("headline", new TuneText(findings).headline())
            .put("output", findings.question().output())
            .put("goal", findings.question().maximize() ? "largest" : "least")
            .put("evaluations", tuned.runs())
            .put("fresh_runs", tuned.freshRuns())
            .put("seconds", tuned.seconds())
            .put("stopped", tuned.end())
            .put("confidence", 0.95);
    put("before", tuned.before(), root);
    put("after", tuned.after(), root);
    put("gain", tuned.gain(), root);
    ArrayNode warnings = root.putArray("warnings");
    tuned.warnings().forEach(warnings::add);
    root.set("parameters", parameters(findings));
    root.set("path", path(tuned));
    return root;
  }

  private static void put(String name, Measured measured, ObjectNode node) {
    node.put(name, measured.value()).put(name + "_se", measured.standardError());
    node.putArray(name + "_ci").add(measured.interval().low()).add(measured.interval().high());
  }

  private static ArrayNode parameters(Findings findings) {
    ArrayNode nodes = Json.MAPPER.createArrayNode();
    List<Step> steps = findings.tuned().steps();
    List<Parameter> best = findings.tuned().parameters().units();
    for (int i = 0; i < best.size(); i++) {
      int place = i;
      Parameter start = findings.limits().units().get(i);
      ObjectNode node =
          nodes
              .addObject()
              .put("name", start.name())
              .put("input", findings.limits().input(i))
              .put("is_share", start.scale() == Parameter.Scale.SHARE)
              .put("limits", findings.limits().inWords(i))
              .put("start", start.value())
              .put("best", best.get(i).value());
      ArrayNode path = node.putArray("path");
      for (int[] block : blocks(steps.size())) {
        path.add(steps.get(block[1] - 1).at().units().get(place).value());
      }
    }
    return nodes;
  }

  private static ObjectNode path(Tuned tuned) {
    List<Step> steps = tuned.steps();
    ObjectNode path = Json.MAPPER.createObjectNode();
    path.put("steps", steps.size());
    ArrayNode runs = path.putArray("runs");
    ArrayNode values = path.putArray("value");
    ArrayNode ratios = path.putArray("signal_to_noise");
    for (int[] block : blocks(steps.size())) {
      List<Step> of = steps.subList(block[0], block[1]);
      runs.add(of.get(of.size() - 1).runs());
      values.add(mean(of, Step::value));
      ratios.add(mean(of, Step::signalToNoise));
    }
    return path;
  }

  private static double mean(List<Step> steps, ToDoubleFunction<Step> of) {
    return steps.stream().mapToDouble(of).average().orElseThrow();
  }

  /** The first and the end of each block of steps that makes one point; early ones have one. */
  private static List<int[]> blocks(int steps) {
    List<int[]> blocks = new ArrayList<>();
    int size = Math.max(1, (steps - ALONE + MOST_POINTS - 1) / MOST_POINTS);
    for (int from = 0; from < steps; ) {
      int end = Math.min(steps, from + (from < ALONE ? 1 : size));
      blocks.add(new int[] {from, end});
      from = end;
    }
    return blocks;
  }

  static String csv(Tuned tuned) {
    StringBuilder csv = new StringBuilder("step,runs,value,signal_to_noise,effective_runs,window");
    tuned
        .parameters()
        .units()
        .forEach(unit -> csv.append(',').append(ResultFiles.csv(unit.name())));
    csv.append('\n');
    for (Step step : tuned.steps()) {
      csv.append(step.number()).append(',').append(step.runs()).append(',');
      csv.append(step.value()).append(',').append(step.signalToNoise()).append(',');
      csv.append(step.effectiveRuns()).append(',').append(step.window());
      step.at().units().forEach(unit -> csv.append(',').append(unit.value()));
      csv.append('\n');
    }
    return csv.toString();
  }
}
