package io.thalweg.workbench.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.Factorized;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.KeptRow;
import io.thalweg.workbench.output.RecordedReport;
import io.thalweg.workbench.problem.ProblemCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegressionCommandTest {

  @TempDir private Path folder;

  private static JsonNode study;

  @BeforeAll
  static void studyOnce() {
    study = study("bits10,cubic20", "1");
  }

  private static JsonNode study(String problems, String seed) {
    return CommandRun.json(
        "regression",
        "--json",
        "--problems",
        problems,
        "--seeds",
        "2",
        "--draws",
        "200",
        "--seed",
        seed);
  }

  @Test
  void quadraticIsKnownAndCubicIsNotWorseThanUnderRloo() {
    JsonNode problems = study.get("problems");
    assertEquals(2, problems.size());
    JsonNode quadratic = problems.get(0);
    JsonNode cubic = problems.get(1);
    assertEquals("bits10", quadratic.get("id").asText());
    assertEquals("cubic20", cubic.get("id").asText());
    for (int seed = 0; seed < 2; seed++) {
      assertTrue(
          quadratic.get("regression").get(1).get(seed).asDouble()
              < 1e-6 * quadratic.get("rloo").asDouble());
      for (int learned = 0; learned < 3; learned++) {
        assertTrue(
            cubic.get("regression").get(learned).get(seed).asDouble()
                < cubic.get("rloo").asDouble(),
            cubic::toString);
      }
    }
  }

  @Test
  void jsonHasEveryFigureOfEverySeed() {
    assertEquals("[200,1000,5000]", study.get("learned").toString());
    assertEquals(3, study.get("geometric_mean").size());
    assertEquals(3, study.get("geometric_mean_inexact").size());
    assertEquals(2, study.get("seeds").asInt());
    for (JsonNode problem : study.get("problems")) {
      for (int learned = 0; learned < 3; learned++) {
        assertEquals(
            least(problem.get("rivals"), learned),
            problem.get("best_other").get(learned).asDouble());
      }
      assertTrue(problem.get("break_even").asDouble() > 0);
      assertTrue(problem.get("micros").asDouble() > 0);
      assertTrue(problem.get("target").isNumber());
      assertEquals(3, problem.get("regression").size());
      for (String descent : List.of("rloo_needs", "regression_needs")) {
        assertEquals(2, problem.get(descent).size());
        for (JsonNode needs : problem.get(descent)) {
          assertTrue(needs.isNull() || (needs.asInt() > 0 && needs.asInt() <= 5_000));
        }
      }
    }
  }

  /** The least variance of those that need no gradient; mixture, rloo and others are among them. */
  private static double least(JsonNode rivals, int learned) {
    double least = Double.POSITIVE_INFINITY;
    Set<String> ids = new HashSet<>();
    for (JsonNode rival : rivals) {
      ids.add(rival.get("id").asText());
      double variance = rival.get("variance").get(learned).asDouble();
      assertTrue(rival.get("low").get(learned).asDouble() <= variance, rival::toString);
      least = rival.get("slopes").asBoolean() ? least : Math.min(least, variance);
    }
    assertTrue(ids.containsAll(Set.of("rloo", "disarm", "arms", "local_expectation", "mixture")));
    assertTrue(!ids.contains("regression") && !ids.contains("enumeration"), ids::toString);
    return least;
  }

  /** Whatever the company of other problems. */
  @Test
  void sameSeedGivesTheSameResultsApartFromTimes() {
    JsonNode first = timeless(study);
    assertEquals(first, timeless(study("bits10", "1")));
    assertNotEquals(first, timeless(study("bits10", "2")));
  }

  private static JsonNode timeless(JsonNode study) {
    ObjectNode bits = study.get("problems").get(0).deepCopy();
    bits.remove("micros");
    bits.remove("break_even");
    return bits;
  }

  @Test
  void tablesAreForReadersAndFilesForPrograms() throws IOException {
    CommandRun run =
        CommandRun.of(
            "regression", "--problems", "arsm30", "--seeds", "2", "--out", folder.toString());
    assertEquals(0, run.exit(), run::err);
    assertEquals(2, run.out().lines().filter(line -> line.startsWith("arsm30 ")).count());
    assertTrue(run.out().contains("Worse than the best other beyond its interval"), run::out);
    List<String> csv = Files.readAllLines(folder.resolve("regression.csv"));
    assertEquals(3, csv.size());
    for (String line : csv) {
      assertEquals(17, line.split(",", -1).length, line);
    }
    JsonNode results = CommandRun.parse(Files.readString(folder.resolve("results.json")));
    assertEquals("arsm30", results.get("problems").get(0).get("id").asText());
    assertEquals("rao_blackwell", results.get("problems").get(0).get("best").get(0).asText());
    assertTrue(run.progress().contains("Report: " + folder.resolve("report.html")));
    RecordedReport.assertFieldsAreThoseOf("regression", folder);
  }

  @Test
  void problemsAreOfTenToTwoHundredBitsAndOfFiveToThirtyCategories() {
    List<String> shapes =
        RegressionCommand.PROBLEMS.stream()
            .map(id -> shape((Factorized) ProblemCatalogue.find(id).orElseThrow().law()))
            .toList();
    for (String shape : List.of("10 x 2", "20 x 2", "50 x 2", "200 x 2", "1 x 30", "10 x 5")) {
      assertTrue(shapes.contains(shape), shapes::toString);
    }
  }

  private static String shape(Factorized law) {
    return law.outcomes(0, 1).size() + " x " + law.values();
  }

  /** Evaluations to a target that was not reached are infinite, which JSON has not. */
  @Test
  void problemThatWasKeptIsTheProblemThatWasMeasured() {
    RegressionStudy measured =
        RegressionStudy.of(ProblemCatalogue.find("bits10").orElseThrow(), 1, 100, 1);
    RegressionStudy kept = KeptRow.again(measured, RegressionStudy.class, folder);
    assertEquals(RegressionTables.csv(List.of(measured)), RegressionTables.csv(List.of(kept)));
    assertEquals(measured.rivals(), kept.rivals());
    assertEquals(measured.target(), kept.target());
  }
}
