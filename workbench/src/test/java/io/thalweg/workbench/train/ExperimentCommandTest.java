package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.RecordedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentCommandTest {

  @TempDir private Path folder;

  @Test
  void everyFormHoldsTheSameResults() throws IOException {
    CommandRun run =
        CommandRun.of(
            "train",
            "plackett_luce",
            "--steps",
            "3",
            "--seeds",
            "2",
            "--estimators",
            "rloo,enumeration",
            "--out",
            folder.toString());
    assertEquals(0, run.exit(), run::err);
    JsonNode results = CommandRun.parse(Files.readString(folder.resolve("results.json")));
    // f = 8 - 2 <P, T> + |T|^2 with |T|^2 = 1.0229; E <P, T> is 1 at first and 1.4 at best.
    assertEquals(7.0229, results.at("/levels/start").asDouble(), 5e-5);
    assertEquals(6.2229, results.at("/levels/optimum").asDouble(), 5e-5);
    assertEquals(4, results.get("runs").size());
    JsonNode rloo = results.at("/runs/0");
    assertEquals("steps", rloo.get("ended").asText());
    assertEquals(6, rloo.at("/final/evaluations").asInt());
    assertEquals(
        results.at("/levels/start").asDouble(), rloo.get("value").get(0).get(1).asDouble(), 0);
    JsonNode exact = results.at("/runs/1");
    assertEquals(0, exact.at("/final/deviation").asDouble(), 1e-12);
    double end = exact.at("/final/value").asDouble();
    assertTrue(end < results.at("/levels/start").asDouble(), "the exact gradient does not descend");

    List<String> csv = Files.readAllLines(folder.resolve("train.csv"));
    assertEquals("estimator,seed,step,seconds,value,best,deviation,evaluations", csv.get(0));
    assertEquals(1 + 4 * 4, csv.size());
    String[] last = csv.get(8).split(",", -1);
    assertEquals("enumeration", last[0]);
    assertEquals(end, Double.parseDouble(last[4]));
    assertTrue(run.out().contains("E f begins at 7.0229; optimum: 6.2229."), run::out);
    assertEquals(4 * 4, Files.readAllLines(folder.resolve("metrics.jsonl")).size());
    RecordedReport.assertFieldsAreThoseOf("experiment", folder);
  }
}
