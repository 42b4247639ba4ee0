package io.thalweg.workbench.train;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Plan;
import io.thalweg.workbench.model.KnobWords;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The settings of a plan as results state them.
 *
 * @param plan the plan
 */
record PlanSettings(Plan plan) {

  /** Puts all settings, those that differ from the defaults first. */
  void put(ObjectNode root) {
    ObjectNode values = root.putObject("plan");
    plan.settings().forEach(values::put);
    ArrayNode settings = root.putArray("settings");
    Arrays.stream(Knob.values())
        .sorted(Comparator.comparing(knob -> !differs(knob)))
        .forEach(
            knob ->
                settings
                    .addObject()
                    .put("name", knob.label())
                    .put("value", plan.get(knob))
                    .put("default", knob.standard())
                    .put("meaning", KnobWords.of(knob).meaning()));
  }

  /** Lists in a line the settings that differ from the defaults. */
  String differences() {
    List<Knob> different = Arrays.stream(Knob.values()).filter(this::differs).toList();
    return different.isEmpty()
        ? "All settings are the defaults."
        : different.stream()
            .map(knob -> "%s=%s".formatted(knob.label(), plan.get(knob)))
            .collect(joining(", ", "Settings that differ from the defaults: ", "."));
  }

  private boolean differs(Knob knob) {
    return !plan.get(knob).equals(knob.standard());
  }
}
