package io.thalweg.workbench.sensitivity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.tune.Measured;
import io.thalweg.tune.Response;
import io.thalweg.tune.Sensitivities;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.ResultFiles;
import io.thalweg.workbench.sensitivity.SensitivityCommand.Findings;
import java.util.List;

/** Sensitivities as JSON and as CSV. */
final class SensitivityJson {

  private SensitivityJson() {}

  static ObjectNode of(Findings findings, long seed) {
    Sensitivities found = findings.found();
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("problem", findings.plan().id())
            .put("title", findings.plan().title())
            .put("seed", seed)
            .put("headline", new SensitivityText(found).headline())
            .put("evaluations", found.runs())
            .put("seconds", found.seconds())
            .put("stopped", found.end())
            .put("confidence", found.confidence());
    ArrayNode outputs = root.putArray("outputs");
    found.responses().forEach(response -> put(response, outputs.addObject()));
    return root;
  }

  private static void put(Response response, ObjectNode node) {
    node.put("output", response.output());
    put("value", response.mean(), node);
    ArrayNode parameters = node.putArray("parameters");
    for (Step step : Step.of(response)) {
      ObjectNode parameter =
          parameters
              .addObject()
              .put("name", step.effect().parameter())
              .put("at", step.effect().at());
      put("derivative", step.effect().derivative(), parameter);
      parameter.put("step", step.inWords());
      put("change", step.change(), parameter);
    }
    // In the order in which the inputs were declared, after the mean.
    ArrayNode names = node.putArray("covariance_of").add("value");
    response.effects().forEach(effect -> names.add(effect.parameter()));
    ArrayNode rows = node.putArray("covariance");
    for (List<Double> row : response.covariance()) {
      ArrayNode numbers = rows.addArray();
      row.forEach(numbers::add);
    }
  }

  private static void put(String name, Measured measured, ObjectNode node) {
    node.put(name, measured.value()).put(name + "_se", measured.standardError());
    node.putArray(name + "_ci").add(measured.interval().low()).add(measured.interval().high());
  }

  static String csv(Sensitivities found) {
    StringBuilder csv =
        new StringBuilder(
            "output,parameter,at,derivative,low,high,change,change_low,change_high\n");
    for (Response response : found.responses()) {
      for (Step step : Step.of(response)) {
        csv.append(ResultFiles.csv(response.output())).append(',');
        csv.append(ResultFiles.csv(step.effect().parameter())).append(',');
        csv.append(step.effect().at()).append(',');
        csv.append(numbers(step.effect().derivative())).append(',');
        csv.append(numbers(step.change())).append('\n');
      }
    }
    return csv.toString();
  }

  private static String numbers(Measured measured) {
    return "%s,%s,%s"
        .formatted(measured.value(), measured.interval().low(), measured.interval().high());
  }
}
