package io.thalweg.workbench.list;

import static io.thalweg.workbench.output.Table.Column.prose;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Preset;
import io.thalweg.workbench.model.KnobWords;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;

/** The settings of models of images, and the published plans. */
final class PlanList {

  private PlanList() {}

  /** Prints every setting, and every plan line by line. */
  static void print(PrintWriter out) {
    Table settings = new Table(text("setting"), text("default"), prose("what it is: its values"));
    for (Knob knob : Knob.values()) {
      KnobWords words = KnobWords.of(knob);
      settings.add(
          knob.label(), knob.standard(), "%s: %s".formatted(words.meaning(), words.values()));
    }
    settings.print(out);
    out.println("Settings of train for models of images, by --set NAME=VALUE.");
    for (Preset preset : Preset.values()) {
      out.println();
      out.printf("--like %s, with %s:%n", preset.id(), String.join(", ", preset.estimators()));
      Table plan = new Table(text("  setting"), text("value"), text("default"));
      for (Knob knob : Knob.values()) {
        String value = preset.plan().get(knob);
        boolean differs = !value.equals(knob.standard());
        plan.add("  " + knob.label(), value, differs ? knob.standard() : "the same");
      }
      plan.print(out);
    }
  }

  /** Puts the same as JSON. */
  static ObjectNode toJson() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    ArrayNode settings = root.putArray("settings");
    for (Knob knob : Knob.values()) {
      KnobWords words = KnobWords.of(knob);
      settings
          .addObject()
          .put("name", knob.label())
          .put("default", knob.standard())
          .put("values", words.values())
          .put("meaning", words.meaning());
    }
    ArrayNode plans = root.putArray("plans");
    for (Preset preset : Preset.values()) {
      ObjectNode plan = plans.addObject().put("id", preset.id());
      preset.estimators().forEach(plan.putArray("estimators")::add);
      ObjectNode values = plan.putObject("settings");
      preset.plan().settings().forEach(values::put);
    }
    return root;
  }
}
