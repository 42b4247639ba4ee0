package io.thalweg.workbench.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estimators with settings, as the command line names them. */
class EstimatorNamesTest {

  @TempDir private Path folder;

  private static JsonNode race(String problem, String estimators) {
    return CommandRun.json(
        "compare", problem, "--json", "--draws", "1000", "--estimators", estimators);
  }

  private static List<String> ids(JsonNode race) {
    List<String> ids = new ArrayList<>();
    race.get("estimators").forEach(entry -> ids.add(entry.get("id").asText()));
    return ids;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          rloo:draws=8                              ; rloo:draws=8
          rloo:draws=2|4                            ; rloo:draws=2 rloo:draws=4
          rloo, disarm,rloo:draws=3                 ; rloo disarm rloo:draws=3
          rebar:temperature=0.1,rate=0.02,rloo      ; rebar:temperature=0.1,rate=0.02 rloo
          rebar:rate=0.02, temperature=0.1          ; rebar:temperature=0.1,rate=0.02
          rebar:temperature=.1|1,rate=.1            ; rebar:temperature=0.1,rate=0.1 rebar:temperature=1,rate=0.1
          rloo:draws=4,rloo:draws=4.0|4e0           ; rloo:draws=4
          """)
  void rowsAreNamedByTheirSettings(String estimators, String rows) {
    assertEquals(List.of(rows.split(" ")), ids(race("toy", estimators)));
  }

  @Test
  void aScanMakesTheEstimatorsThatItNames() {
    JsonNode race = race("toy", "rloo:draws=3|5");
    for (int i = 0; i < 2; i++) {
      JsonNode entry = race.get("estimators").get(i);
      int draws = 3 + 2 * i;
      assertEquals(draws, entry.get("evaluations").asInt());
      assertEquals("rloo", entry.get("name").asText());
      assertEquals("{\"draws\":%d.0}".formatted(draws), entry.get("settings").toString());
      assertTrue(
          entry.get("code").asText().contains("var estimator = new Rloo(%d);".formatted(draws)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '"',
      textBlock =
          """
          toy        @ rloo:draws            @ 'draws' states no value; it must be one such as draws=8.
          toy        @ rloo:                 @ '' states no value; it must be one such as draws=8.
          toy        @ rloo:draws=           @ draws of rloo is ''; it must be a number.
          toy        @ rloo:draws=two        @ draws of rloo is 'two'; it must be a number.
          toy        @ rloo:draws=2|         @ draws of rloo is ''; it must be a number.
          toy        @ rloo:draws=2.5        @ the number of draws is 2.5; it must be a whole number.
          toy        @ rloo:draws=1          @ rloo:draws=1: the number of draws of RLOO is 1; it must be at least 2.
          toy        @ rloo:drows=4          @ rloo has no setting 'drows'; it has draws.
          toy        @ rloo:rate=4           @ rloo has no setting 'rate'; it has draws.
          toy        @ disarm:draws=4        @ disarm has no setting 'draws'; it has none.
          toy        @ rebar:temperature=0   @ the temperature is 0.0; it must be finite and above 0.
          newsvendor @ go:draws=3            @ go has no setting 'draws'; it has none.
          evidence   @ iwae:draws=3          @ iwae has no setting 'draws'; it has none.
          tanh20     @ relax:temperature=0.1 @ relax has no temperature on problem tanh20.
          """)
  void aWrongSettingIsRefusedInOneSentence(String problem, String estimators, String sentence) {
    CommandRun run =
        CommandRun.of("compare", problem, "--json", "--draws", "1000", "--estimators", estimators);
    assertEquals("thalweg: " + sentence, run.err().lines().findFirst().orElse(""));
    assertEquals(2, run.exit());
  }

  @Test
  void commasOfSettingsDoNotBreakTheCsv() throws IOException {
    CommandRun.of(
        "compare",
        "toy",
        "--draws",
        "1000",
        "--estimators",
        "rebar:temperature=0.1,rate=0.02",
        "--out",
        folder.toString());
    List<String> csv = Files.readAllLines(folder.resolve("compare.csv"));
    assertTrue(csv.get(1).startsWith("\"rebar:temperature=0.1,rate=0.02\","), csv.get(1));
  }

  @Test
  void aTrainingTakesSettingsAndGoesOnFromItsCheckpoint() throws IOException {
    String[] command = {
      "train",
      "digits",
      "--set",
      "hidden=none",
      "--steps",
      "2",
      "--seeds",
      "1",
      "--estimators",
      "rloo:draws=4",
      "--json",
      "--out",
      folder.toString()
    };
    JsonNode first = CommandRun.json(command);
    assertEquals("rloo:draws=4", first.get("runs").get(0).get("estimator").asText());
    assertTrue(Files.exists(folder.resolve("rloo-draws-4-1.checkpoint")));
    CommandRun again = CommandRun.of(command);
    assertTrue(again.progress().contains("rloo:draws=4 has made all of its 2 steps;"));
  }
}
