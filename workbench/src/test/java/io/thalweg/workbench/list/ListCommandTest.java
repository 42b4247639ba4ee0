package io.thalweg.workbench.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.distribution.Catalogue;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.problem.Problems;
import io.thalweg.rl.training.Tasks;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Plan;
import io.thalweg.vae.Preset;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.model.ImageModel;
import io.thalweg.workbench.model.KnobWords;
import io.thalweg.workbench.problem.ProblemCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListCommandTest {

  @Test
  void jsonHasEveryEstimatorWithAllThatTheRegistrySays() {
    JsonNode estimators = CommandRun.json("list", "--json").get("estimators");
    assertEquals(Registry.all().size(), estimators.size());
    for (int i = 0; i < estimators.size(); i++) {
      Recipe<?, ?> recipe = Registry.all().get(i);
      JsonNode node = estimators.get(i);
      assertEquals(recipe.id(), node.get("id").asText());
      assertEquals(recipe.family().label(), node.get("family").asText());
      assertEquals(recipe.needs(), node.get("needs").asText());
      assertEquals(recipe.bias().orElse("none"), node.get("bias").asText());
      assertEquals(recipe.evaluations(), node.get("evaluations").asText());
      assertEquals(recipe.source(), node.get("source").asText());
      assertEquals(recipe.type().getName(), node.get("class").asText());
      List<String> papers = new ArrayList<>();
      node.get("papers").forEach(paper -> papers.add(paper.get("paper").asText()));
      assertEquals(recipe.source(), String.join("; ", papers));
      List<String> settings = new ArrayList<>();
      node.get("settings").forEach(setting -> settings.add(setting.asText()));
      assertEquals(recipe.settingLabels(), settings);
      assertEquals(9, node.size());
    }
  }

  @Test
  void plansAreListedWithEverySetting() {
    JsonNode list = CommandRun.json("list", "--plans", "--json");
    String text = CommandRun.of("list", "--plans").out();
    assertEquals(Knob.values().length, list.get("settings").size());
    for (JsonNode setting : list.get("settings")) {
      Knob knob = Knob.of(setting.get("name").asText());
      assertEquals(knob.standard(), setting.get("default").asText());
      assertTrue(text.contains("\n" + knob.label() + "  "), knob.label());
    }
    assertEquals(Preset.values().length, list.get("plans").size());
    for (JsonNode plan : list.get("plans")) {
      Preset preset = Preset.valueOf(plan.get("id").asText().toUpperCase(Locale.ROOT));
      assertEquals(preset.plan().settings().size(), plan.get("settings").size());
      preset
          .plan()
          .settings()
          .forEach((name, value) -> assertEquals(value, plan.get("settings").get(name).asText()));
      assertTrue(text.contains("--like %s, with ".formatted(preset.id())), preset::id);
    }
  }

  /** Values in words are either a list of all, or say how one is written. */
  @Test
  void valuesThatAreListedAreValuesOfTheSetting() {
    Plan categorical = Plan.defaults().with(Knob.LATENTS, "categorical 20x10");
    int tried = 0;
    for (Knob knob : Knob.values()) {
      String words = KnobWords.of(knob).values();
      if (words.matches("[a-z0-9_+]+(, [a-z0-9_+]+)+")) {
        for (String value : words.split(", ", -1)) {
          categorical.with(knob, value);
          tried++;
        }
        assertTrue(List.of(words.split(", ", -1)).contains(knob.standard()), words);
      }
    }
    assertEquals(31, tried);
  }

  @Test
  void jsonHasLawsProblemsAndModels() {
    JsonNode list = CommandRun.json("list", "--json");
    assertEquals(
        Catalogue.all().stream().map(Catalogue.Entry::name).toList(), ids(list.get("laws")));
    assertEquals(
        ProblemCatalogue.all().stream().map(Problems.Entry::id).toList(),
        ids(list.get("problems")));
    List<String> models = new ArrayList<>();
    Stream.of(ImageModel.values()).map(ImageModel::id).forEach(models::add);
    Stream.of(Tasks.values()).map(Tasks::id).forEach(models::add);
    models.addAll(
        List.of(
            "attention",
            "mask",
            "l2x",
            "sequence",
            "structure",
            "architecture",
            "plackett_luce",
            "sort"));
    assertEquals(models, ids(list.get("models")));
  }

  @Test
  void textNamesTheSameThings() {
    CommandRun text = CommandRun.of("list");
    JsonNode list = CommandRun.json("list", "--json");
    assertEquals(0, text.exit());
    for (String kind : List.of("estimators", "laws", "problems", "models")) {
      for (String id : ids(list.get(kind))) {
        assertTrue(text.out().lines().anyMatch(line -> line.startsWith(id + " ")), id);
      }
    }
  }

  @Test
  void textNamesTheSettings() {
    CommandRun text = CommandRun.of("list", "--estimators", "rebar,disarm");
    assertEquals(
        List.of("temperature, rate", "-"),
        text.out().lines().skip(1).limit(2).map(line -> line.split(" {2,}", -1)[6]).toList(),
        text::out);
  }

  @Test
  void pageOfEstimatorsIsWhatTheRegistrySays() throws IOException {
    CommandRun made = CommandRun.of("list", "--markdown");
    assertEquals(
        Files.readString(Path.of("..", "docs", "estimators.md")),
        made.out(),
        "run ./thalweg list --markdown > docs/estimators.md");
    for (Recipe<?, ?> recipe : Registry.all()) {
      String source =
          "../core/src/main/java/%s.java".formatted(recipe.type().getName().replace('.', '/'));
      assertTrue(Files.exists(Path.of("..", "docs").resolve(source)), source);
      String begin =
          "| `%s` | [`%s`](%s) |".formatted(recipe.id(), recipe.type().getSimpleName(), source);
      assertTrue(made.out().contains(begin), begin);
    }
    for (Catalogue.Entry law : Catalogue.all()) {
      assertTrue(made.out().contains("| `" + law.name() + "` |"), law.name());
    }
  }

  private static List<String> ids(JsonNode things) {
    List<String> ids = new ArrayList<>();
    things.forEach(thing -> ids.add(thing.get("id").asText()));
    return ids;
  }
}
