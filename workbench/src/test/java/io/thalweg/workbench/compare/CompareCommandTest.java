package io.thalweg.workbench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.RecordedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompareCommandTest {

  private static final double[] LOGITS = {1.5, -1.2, 0.9, -0.6, 0.3, -0.3, 0.6, -0.9, 1.2, -1.5};

  @TempDir private Path folder;

  @Test
  void toyHasTheExactGradientOfItsClosedForm() {
    JsonNode toy = CommandRun.json("compare", "toy", "--json", "--draws", "1000");
    double p = 0.5;
    double t = 0.499;
    double expected = p * (1 - p) * ((1 - t) * (1 - t) - t * t);
    assertEquals(1, toy.get("exact").size());
    assertEquals(expected, toy.get("exact").get(0).asDouble(), 1e-12);
    assertEquals("[0.0]", toy.get("parameters").toString());
  }

  @Test
  void bits10HasTheExactGradientOfItsSumOverAllOutcomes() {
    JsonNode bits =
        CommandRun.json("compare", "bits10", "--json", "--draws", "1000", "--estimators", "rloo");
    double[] expected = bits10Gradient();
    for (int i = 0; i < 10; i++) {
      assertEquals(LOGITS[i], bits.get("parameters").get(i).asDouble());
      assertEquals(expected[i], bits.get("exact").get(i).asDouble(), 1e-12);
    }
  }

  @Test
  void outcomesOfBothCostsAreStatedAndThatOfTheChosenOneIsTheHeadline() {
    for (String cost : List.of("time", "evaluations")) {
      JsonNode results =
          CommandRun.json(
              "compare",
              "bits10",
              "--json",
              "--draws",
              "1000",
              "--cost",
              cost,
              "--estimators",
              "rloo,reinforce,local_expectation");
      JsonNode chosen = results.at("/outcomes/" + cost);
      for (String field : List.of("winner", "ties", "headline")) {
        assertEquals(results.get(field), chosen.get(field), field);
      }
      String leader = "";
      double best = 0;
      for (JsonNode estimator : results.get("estimators")) {
        double efficiency = estimator.get("efficiency_per_evaluation").asDouble();
        leader = efficiency > best ? estimator.get("id").asText() : leader;
        best = Math.max(best, efficiency);
      }
      assertEquals(leader, results.at("/outcomes/evaluations/winner").asText());
    }
  }

  /** d/dlogit_i E f = p_i (1 - p_i) E [f with b_i = 1, less f with b_i = 0]. */
  private static double[] bits10Gradient() {
    double[] gradient = new double[10];
    for (int outcome = 0; outcome < 1 << 10; outcome++) {
      double probability = 1;
      for (int i = 0; i < 10; i++) {
        double p = 1 / (1 + Math.exp(-LOGITS[i]));
        probability *= (outcome >> i & 1) == 1 ? p : 1 - p;
      }
      for (int i = 0; i < 10; i++) {
        double p = 1 / (1 + Math.exp(-LOGITS[i]));
        double gain = bits10(outcome | 1 << i) - bits10(outcome & ~(1 << i));
        gradient[i] += probability * p * (1 - p) * gain;
      }
    }
    return gradient;
  }

  private static double bits10(int b) {
    double[] a = {1.0, -0.8, 0.6, -0.4, 0.9, 0.7, -0.5, 0.3, -1.0, 0.8};
    double[] ring = {0.5, -0.4, 0.3, 0.6, -0.7, 0.2, -0.3, 0.8, -0.6, 0.4};
    double error = -1;
    double neighbours = 0;
    for (int i = 0; i < 10; i++) {
      error += a[i] * (b >> i & 1);
      neighbours += ring[i] * (b >> i & 1) * (b >> (i + 1) % 10 & 1);
    }
    return 0.5 * error * error + neighbours;
  }

  @Test
  void verdictsOnBits10AreWhatTheEstimatorsDeclare() {
    List<String> ids =
        List.of(
            "reinforce",
            "rloo",
            "disarm",
            "arms",
            "relax",
            "local_expectation",
            "straight_through",
            "gumbel_softmax",
            "reinmax");
    JsonNode race =
        CommandRun.json(
            "compare",
            "bits10",
            "--json",
            "--draws",
            "10000",
            "--estimators",
            String.join(",", ids));
    assertEquals(ids.size(), race.get("estimators").size());
    for (JsonNode entry : race.get("estimators")) {
      String id = entry.get("id").asText();
      boolean declared = Registry.find(id).orElseThrow().bias().isPresent();
      // The problem is quadratic, for which ReinMax is exact.
      assertEquals(
          declared && !id.equals("reinmax") ? "biased" : "unbiased",
          entry.get("bias").get("verdict").asText(),
          entry::toString);
    }
    Recipe<?, ?> winner = Registry.find(race.get("winner").asText()).orElseThrow();
    assertTrue(winner.bias().isEmpty());
  }

  @Test
  void enumerationHasNoVarianceAndDoesNotWin() {
    JsonNode race =
        CommandRun.json(
            "compare", "bits10", "--json", "--draws", "1000", "--estimators", "enumeration");
    JsonNode entry = race.get("estimators").get(0);
    assertEquals("unbiased", entry.get("bias").get("verdict").asText());
    assertEquals(0, entry.get("variance").asDouble());
    assertEquals(1_024, entry.get("evaluations").asDouble());
    assertTrue(entry.get("efficiency").isNull());
    assertEquals(race.get("exact"), entry.get("mean"));
    assertTrue(race.get("winner").isNull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toy",
        "toy45",
        "cos",
        "arsm30",
        "bits10",
        "gaussian",
        "newsvendor",
        "tries",
        "evidence",
        "symptoms"
      })
  void jsonHasTheFieldsOfTheContractForEveryEstimatorThatFits(String problem) {
    // With time for all, however busy the machine is.
    JsonNode race =
        CommandRun.json(
            "compare", problem, "--json", "--draws", "1000", "--seed", "7", "--seconds", "3000");
    assertEquals(problem, race.get("problem").asText());
    assertEquals(7, race.get("seed").asLong());
    assertEquals(1000, race.get("draws").asInt());
    int parameters = race.get("parameters").size();
    boolean known = !problem.equals("evidence");
    assertEquals(known ? parameters : 0, race.get("exact").size());
    assertEquals(!known, race.get("exact").isNull());
    assertEquals(
        known ? "exact by " : "pooled mean",
        race.get("reference").asText().substring(0, known ? 9 : 11));
    List<String> ids = new ArrayList<>();
    for (JsonNode entry : race.get("estimators")) {
      ids.add(entry.get("id").asText());
      assertTrue(entry.get("family").isTextual());
      assertEquals(parameters, entry.get("mean").size());
      assertInterval(entry, "variance", "variance_ci");
      assertInterval(entry, "micros", "micros_ci");
      if (!entry.get("efficiency").isNull()) {
        assertInterval(entry, "efficiency", "efficiency_ci");
      }
      assertTrue(entry.get("evaluations").asDouble() >= 1);
      boolean judged = !entry.get("bias").get("verdict").asText().equals("unjudged");
      assertEquals(!judged, entry.get("bias").get("reason").isTextual());
      for (String figure : List.of("worst_z", "detectable")) {
        assertEquals(judged, entry.get("bias").get(figure).isNumber(), figure);
      }
      assertTrue(entry.get("bias").get("critical_z").isNumber());
    }
    assertEquals(
        Registry.all().stream().filter(r -> fits(r, problem)).map(Recipe::id).toList(), ids);
    assertTrue(race.has("winner"));
  }

  private static void assertInterval(JsonNode entry, String value, String interval) {
    // A NaN or an infinity would be written as text.
    assertTrue(entry.get(value).isNumber(), entry::toString);
    assertTrue(
        entry.get(interval).get(0).asDouble() <= entry.get(value).asDouble(), entry::toString);
    assertTrue(entry.get(interval).get(0).isNumber());
    // A heavy tail has an interval without upper end.
    boolean open = entry.get("tail").get("heavy").asBoolean() && value.equals("variance");
    assertEquals(open, entry.get(interval).get(1).isNull(), entry::toString);
    assertTrue(
        open || entry.get(interval).get(1).asDouble() >= entry.get(value).asDouble(),
        entry::toString);
  }

  @Test
  void sameSeedGivesTheSameResultsApartFromTimes() {
    List<JsonNode> first = timeless("1");
    assertEquals(first, timeless("1"));
    assertNotEquals(first, timeless("2"));
  }

  private static List<JsonNode> timeless(String seed) {
    JsonNode race =
        CommandRun.json("compare", "toy45", "--json", "--draws", "1000", "--seed", seed);
    List<JsonNode> entries = new ArrayList<>();
    for (JsonNode entry : race.get("estimators")) {
      entries.add(((ObjectNode) entry).retain("id", "bias", "variance", "mean", "evaluations"));
    }
    return entries;
  }

  @Test
  void estimatorsAreUnaffectedByTheirCompany() {
    JsonNode alone =
        CommandRun.json("compare", "toy", "--json", "--draws", "1000", "--estimators", "disarm");
    JsonNode all = CommandRun.json("compare", "toy", "--json", "--draws", "1000");
    for (JsonNode entry : all.get("estimators")) {
      if (entry.get("id").asText().equals("disarm")) {
        assertEquals(alone.get("estimators").get(0).get("mean"), entry.get("mean"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resultsAreWrittenWithOrWithoutJson(boolean json) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("compare", "toy", "--draws", "1000", "--out", folder.toString()));
    if (json) {
      arguments.add("--json");
    }
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.exit(), run::err);
    JsonNode results = CommandRun.parse(Files.readString(folder.resolve("results.json")));
    if (json) {
      assertEquals(results, CommandRun.parse(run.out()));
    }
    assertEquals(!json, run.out().contains(results.get("headline").asText() + "\n"));
    assertTrue(Files.readString(folder.resolve("report.html")).startsWith("<!DOCTYPE html>"));
    List<String> csv = Files.readAllLines(folder.resolve("compare.csv"));
    assertEquals(1 + results.get("estimators").size(), csv.size());
    int variance = List.of(csv.get(0).split(",", -1)).indexOf("variance");
    for (int i = 1; i < csv.size(); i++) {
      String[] fields = csv.get(i).split(",", -1);
      JsonNode entry = results.get("estimators").get(i - 1);
      assertEquals(csv.get(0).split(",", -1).length, fields.length);
      assertEquals(entry.get("id").asText(), fields[0]);
      assertEquals(entry.get("variance").asDouble(), Double.parseDouble(fields[variance]));
    }
    assertTrue(run.progress().contains("Report: " + folder.resolve("report.html")));
    RecordedReport.assertFieldsAreThoseOf("compare", folder);
  }

  private static boolean fits(Recipe<?, ?> recipe, String id) {
    Problem problem = Problems.find(id).orElseThrow();
    return recipe.fits(problem.estimand(), problem.law(), problem.objective().getClass());
  }
}
