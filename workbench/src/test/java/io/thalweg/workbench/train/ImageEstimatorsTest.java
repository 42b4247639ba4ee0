package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.CommandRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimators of a model of images whose settings were changed. */
class ImageEstimatorsTest {

  private static CommandRun train(String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(
                    "train",
                    "digits",
                    "--json",
                    "--steps",
                    "1",
                    "--seeds",
                    "1",
                    "--set",
                    "hidden=none"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rebar | layers=2 | layers=2 | relax, disarm, rloo, or --set layers=1",
        "gumbel_softmax | task=complete | task=complete | relax, disarm, rloo, or --set task=reconstruct",
        "gumbel_straight_through | layers=3,latents=categorical 4x3 | layers=3 | relax, carms, rloo, or --set layers=1",
      })
  void oneThatLacksTheGradientOfFIsRefusedWithARemedy(
      String id, String settings, String model, String remedy) {
    List<String> more = new ArrayList<>(List.of("--estimators", "rloo," + id));
    for (String setting : settings.split(",", -1)) {
      more.addAll(List.of("--set", setting));
    }
    CommandRun run = train(more.toArray(String[]::new));
    assertEquals(2, run.exit());
    String message =
        "%s needs the gradient of f, but a model with %s gives it values of f alone; take %s."
            .formatted(id, model, remedy);
    assertTrue(run.err().startsWith("thalweg: " + message), run::err);
  }

  @Test
  void oneThatLacksALawIsRefusedForThat() {
    CommandRun run = train("--estimators", "arsm", "--set", "layers=2");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("arsm needs Categorical law, values of f; a model"), run::err);
  }

  @Test
  void thoseOfTheModelThatDoNotFitItsSettingsAreLeftOutAndNamed() {
    CommandRun layers = train("--set", "layers=2");
    assertEquals(List.of("reinforce", "rloo", "disarm", "relax"), trained(layers));
    assertTrue(
        layers
            .progress()
            .contains(
                "Left out: gumbel_softmax needs the gradient of f, but a model with layers=2 gives it"
                    + " values of f alone."),
        layers::progress);
    CommandRun categories = train("--set", "latents=categorical 4x3");
    assertEquals(List.of("reinforce", "rloo", "relax", "gumbel_softmax"), trained(categories));
    assertTrue(
        categories.progress().contains("Left out: disarm needs Bernoulli law"),
        categories::progress);
  }

  private static List<String> trained(CommandRun run) {
    assertEquals(0, run.exit(), run::err);
    List<String> ids = new ArrayList<>();
    for (JsonNode one : CommandRun.parse(run.out()).get("runs")) {
      ids.add(one.get("estimator").asText());
    }
    return ids;
  }
}
