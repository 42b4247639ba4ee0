package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.CommandRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

  @Test
  void resultsSayWhatTheyCameFrom() {
    JsonNode results =
        CommandRun.json(
            "compare",
            "toy",
            "--json",
            "--draws",
            "1e3",
            "--seconds",
            "9.5",
            "--estimators",
            "rloo, disarm");
    assertEquals(Version.thalweg(), results.get("thalweg").asText());
    assertEquals(Runtime.version().toString(), results.get("java").asText());
    assertTrue(
        results.get("machine").asText().matches(".*\\S+ \\S+, \\d+ cores"), results::toString);
    Instant date = Instant.parse(results.get("date").asText());
    assertTrue(Duration.between(date, Instant.now()).abs().toHours() < 1, date::toString);
    assertEquals(
        "./thalweg compare toy --json --draws 1e3 --seconds 9.5 --estimators 'rloo, disarm'",
        results.get("command").asText());
    JsonNode options = results.get("options");
    assertEquals("toy", options.get("problem").asText());
    assertEquals(1_000, options.get("draws").asInt());
    assertEquals(9.5, options.get("seconds").asDouble());
    assertEquals(1, options.get("seed").asInt());
    assertEquals("rloo", options.get("estimators").get(0).asText());
    assertEquals("disarm", options.get("estimators").get(1).asText());
    for (String absent : List.of("json", "out", "help", "version", "verbose", "quiet")) {
      assertTrue(!options.has(absent), absent);
    }
  }

  @Test
  void defaultsAreAmongTheOptions() {
    JsonNode options = CommandRun.json("list", "--json").get("options");
    assertEquals("false", options.get("markdown").toString());
    assertEquals("[]", options.get("estimators").toString());
  }
}
